/**
 * The portfolio of agents: roster, limits, decisions as agents utter them, refusals as the code
 * answers.
 */
@NullMarked
package dev.belay.domain.portfolio;

import org.jspecify.annotations.NullMarked;
