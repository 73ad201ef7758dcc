package dev.belay.engine.search;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** What is to be as great as possible. */
public enum Objective {
  FINAL_EQUITY("final_equity", score -> score.equity()),
  FINAL_EQUITY_CLOSED("final_equity_closed", score -> score.equityClosed()),
  SHARPE("sharpe", Score::sharpe),
  CALMAR("calmar", Score::calmar),
  /** The smallest fall from a peak. */
  MAX_DRAWDOWN("max_drawdown", score -> -score.maxDrawdown());

  private final String code;
  private final ToDoubleFunction<Score> value;

  Objective(String code, ToDoubleFunction<Score> value) {
    this.code = code;
    this.value = value;
  }

  /**
   * @throws IllegalArgumentException with the names there are, if it is none
   */
  public static Objective of(String code) {
    for (Objective objective : values()) {
      if (objective.code.equals(code)) {
        return objective;
      }
    }
    throw new IllegalArgumentException(
        "Expected an objective of %s, was \"%s\"".formatted(Arrays.toString(values()), code));
  }

  /** Whether the one is better; what is unknown never is, and of equals neither. */
  public boolean isBetter(Score one, Score other) {
    double a = value.applyAsDouble(one);
    double b = value.applyAsDouble(other);
    return a > b || Double.isNaN(b) && !Double.isNaN(a);
  }

  /** As on the command line. */
  @Override
  public String toString() {
    return code;
  }
}
