/** The portfolio of agents: the fund, each agent's loop, one trading round. */
@NullMarked
package dev.belay.workflows.portfolio;

import org.jspecify.annotations.NullMarked;
