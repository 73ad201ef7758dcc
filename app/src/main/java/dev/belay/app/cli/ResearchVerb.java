package dev.belay.app.cli;

import dev.belay.app.base.OperatorException;
import java.util.concurrent.Callable;

/** A command about research. */
interface ResearchVerb extends Callable<Integer> {

  /**
   * Holds what was given against the command's rules, without computing anything; what only the
   * candles tell is found when it is carried out.
   *
   * @throws OperatorException with what the command would say
   */
  void check();
}
