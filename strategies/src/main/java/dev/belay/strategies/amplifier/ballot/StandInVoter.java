package dev.belay.strategies.amplifier.ballot;

import dev.belay.domain.amplifier.Aggressiveness;
import dev.belay.domain.amplifier.Ballot;
import dev.belay.domain.amplifier.Stance;
import dev.belay.domain.amplifier.Voter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;

/**
 * Votes by a plain rule where there is no key for a model, and says so in every ballot. It looks at
 * momentum and regime only, each voter with a threshold of its own.
 */
public final class StandInVoter {
  /** What records call it. */
  public static final String MODEL = "stand-in";

  private static final BigDecimal EXIT_BELOW = BigDecimal.valueOf(30);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final String SAYS_SO = "rule-based stand-in, no model was asked: ";

  private StandInVoter() {}

  public static Ballot vote(Voter voter, Evidence evidence) {
    BigDecimal momentum = evidence.market().momentum();
    if (momentum == null) {
      return ballot(voter, Stance.HOLD, BigDecimal.ZERO, "momentum is not known yet");
    }
    String regime = Objects.requireNonNullElse(evidence.market().regime(), "transition");
    String seen = "momentum %s, regime %s".formatted(momentum.toPlainString(), regime);
    if (momentum.compareTo(EXIT_BELOW) < 0) {
      return ballot(voter, Stance.EXIT, confidence(EXIT_BELOW.subtract(momentum)), seen);
    }
    BigDecimal above = momentum.subtract(threshold(voter));
    boolean trades = above.signum() >= 0 && !regime.equals("bear");
    return ballot(voter, trades ? Stance.TRADE : Stance.HOLD, confidence(above.abs()), seen);
  }

  private static BigDecimal threshold(Voter voter) {
    return BigDecimal.valueOf(
        switch (voter) {
          case MAIN -> 55;
          case A -> 65;
          case B -> 45;
        });
  }

  private static Aggressiveness boldness(Voter voter) {
    return switch (voter) {
      case MAIN -> Aggressiveness.MODERATE;
      case A -> Aggressiveness.CONSERVATIVE;
      case B -> Aggressiveness.AGGRESSIVE;
    };
  }

  /** The further from the threshold, the surer. */
  private static BigDecimal confidence(BigDecimal distance) {
    return new BigDecimal("0.5")
        .add(distance.divide(HUNDRED, 2, RoundingMode.HALF_EVEN))
        .min(BigDecimal.ONE)
        .setScale(2, RoundingMode.HALF_EVEN);
  }

  private static Ballot ballot(Voter voter, Stance vote, BigDecimal confidence, String seen) {
    return new Ballot(voter, vote, boldness(voter), confidence, SAYS_SO + seen, List.of());
  }
}
