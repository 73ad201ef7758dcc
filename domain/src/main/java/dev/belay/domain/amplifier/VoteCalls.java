package dev.belay.domain.amplifier;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When a vote is held. */
public final class VoteCalls {
  private static final Set<VoteCause> AUTOMATIC = Set.of(VoteCause.MOMENTUM, VoteCause.SIGNAL);

  private VoteCalls() {}

  /**
   * A vote that was called.
   *
   * @param asOf market time
   * @param n 0 for the one of its window, from 1 for extra ones
   * @param momentum of Bitcoin when it was called, 0 to 100; null where it was not known
   * @param over it has been counted
   */
  public record Called(
      String id,
      Instant window,
      int n,
      VoteCause cause,
      Instant asOf,
      @Nullable BigDecimal momentum,
      boolean over) {}

  /** What comes of a call. */
  public sealed interface Answer {
    /** It is held now, as the window's n-th. */
    record Hold(Instant window, int n) implements Answer {}

    /** One is being held: it answers this call too. */
    record Joined(String vote) implements Answer {}

    /** Not before that market time. */
    record Wait(Instant until) implements Answer {}

    /** The window's vote was called before. */
    record Held(String vote, boolean over) implements Answer {}
  }

  /**
   * The vote of the window that the desk is in, if it was not called yet.
   *
   * @param grid market time between two looks
   */
  public static Optional<VoteCause> due(
      List<Called> votes, Instant now, Duration grid, VoteRules rules) {
    Instant window = VoteWindows.start(now, rules);
    boolean called = votes.stream().anyMatch(v -> v.n() == 0 && v.window().equals(window));
    if (called) {
      return Optional.empty();
    }
    return Optional.of(now.isBefore(window.plus(grid)) ? VoteCause.SCHEDULED : VoteCause.START);
  }

  /** Whether momentum has fallen so far since the last vote that another is called for. */
  public static boolean crashed(List<Called> votes, BigDecimal momentum, VoteRules rules) {
    return votes.stream()
        .max(Comparator.comparing(Called::asOf))
        .map(Called::momentum)
        .filter(last -> last.compareTo(rules.revoteMomentum()) >= 0)
        .filter(last -> momentum.compareTo(last.multiply(rules.revoteShare())) < 0)
        .isPresent();
  }

  /**
   * @param votes of the desk's last windows, in any order
   * @param now market time
   */
  public static Answer call(List<Called> votes, VoteCause cause, Instant now, VoteRules rules) {
    Instant window = VoteWindows.start(now, rules);
    if (!cause.extra()) {
      return votes.stream()
          .filter(v -> v.n() == 0 && v.window().equals(window))
          .findFirst()
          .<Answer>map(v -> new Answer.Held(v.id(), v.over()))
          .orElseGet(() -> new Answer.Hold(window, 0));
    }
    Optional<Called> running =
        votes.stream().filter(v -> !v.over()).max(Comparator.comparing(Called::asOf));
    if (running.isPresent()) {
      return new Answer.Joined(running.get().id());
    }
    Optional<Instant> free = lastOfKind(votes, cause).map(last -> last.plus(rules.spacing()));
    if (free.isPresent() && now.isBefore(free.get())) {
      return new Answer.Wait(free.get());
    }
    int n =
        votes.stream().filter(v -> v.window().equals(window)).mapToInt(Called::n).max().orElse(0);
    return new Answer.Hold(window, n + 1);
  }

  private static Optional<Instant> lastOfKind(List<Called> votes, VoteCause cause) {
    return cause == VoteCause.HAND
        ? Optional.empty()
        : votes.stream()
            .filter(
                v -> AUTOMATIC.contains(cause) ? AUTOMATIC.contains(v.cause()) : v.cause() == cause)
            .map(Called::asOf)
            .max(Comparator.naturalOrder());
  }
}
