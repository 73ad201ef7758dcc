package dev.belay.activities.replay;

import java.math.BigDecimal;

/** What asking again may cost in USD, answers that were paid for earlier included. */
public final class Budget {
  private final BigDecimal most;
  private BigDecimal spent = BigDecimal.ZERO;

  /**
   * @throws IllegalArgumentException if it is not positive
   */
  public Budget(BigDecimal most) {
    if (most.signum() <= 0) {
      throw new IllegalArgumentException("Expected --max-usd above 0, was " + most.toPlainString());
    }
    this.most = most;
  }

  public BigDecimal most() {
    return most;
  }

  public BigDecimal spent() {
    return spent;
  }

  /** Whether something that costs at most so much can't exceed it. */
  boolean allows(BigDecimal atMost) {
    return atMost.signum() == 0 || spent.add(atMost).compareTo(most) <= 0;
  }

  void spend(BigDecimal usd) {
    spent = spent.add(usd);
  }
}
