/**
 * How the portfolio's agents decide: what they observe, how their replies are read, how several
 * voices become one decision, and the rule-based stand-in for agents without a model.
 */
@NullMarked
package dev.belay.strategies.portfolio;

import org.jspecify.annotations.NullMarked;
