package dev.belay.domain.fund;

import dev.belay.domain.fund.FundRefusal.Code;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** The allocation schemes: who gets which share of the fund. Disabled agents are not asked for. */
public final class Allocation {
  /** Fewer agents can't be ranked into winners, middle and losers. */
  public static final int FEWEST_RANKED = 3;

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final BigDecimal TOP = BigDecimal.valueOf(20);
  private static final BigDecimal MIDDLE = BigDecimal.valueOf(15);
  private static final BigDecimal BOTTOM = BigDecimal.valueOf(5);

  private Allocation() {}

  /**
   * An enabled agent.
   *
   * @param returnSinceReview a fraction, net of transfers; 0 for one that has just begun
   */
  public record Candidate(String agent, Duration interval, double returnSinceReview) {}

  /** What a scheme comes to. */
  public sealed interface Outcome {}

  /** Every candidate with its share; the shares sum to the whole. */
  public record Allotted(SortedMap<String, Share> shares) implements Outcome {
    public Allotted {
      shares = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(shares));
    }
  }

  public record Refused(FundRefusal refusal) implements Outcome {}

  /** An agent's pace, by which the scheme {@code strategy} groups. */
  enum Pace {
    SCALPER(20),
    BALANCED(40),
    SWING(40);

    private final BigDecimal percent;

    Pace(int percent) {
      this.percent = BigDecimal.valueOf(percent);
    }

    static Pace of(Duration interval) {
      if (interval.compareTo(Duration.ofMinutes(3)) < 0) {
        return SCALPER;
      }
      return interval.compareTo(Duration.ofMinutes(5)) < 0 ? BALANCED : SWING;
    }
  }

  /**
   * Shares the whole out. The order of the candidates never matters.
   *
   * @param weights of the scheme custom, by agent; what agents that are disabled by now had is
   *     spread over the others in proportion
   */
  public static Outcome of(
      Scheme scheme, List<Candidate> candidates, Map<String, BigDecimal> weights) {
    if (candidates.isEmpty()) {
      return refused(Code.ALLOCATION_NO_AGENTS, "Expected an enabled agent, there is none");
    }
    return switch (scheme) {
      case EQUAL -> equal(candidates);
      case PERFORMANCE -> performance(candidates);
      case STRATEGY -> strategy(candidates);
      case CUSTOM -> custom(candidates, weights);
    };
  }

  /** Why an operator's choice can't be taken; null when it can. */
  public static @org.jspecify.annotations.Nullable FundRefusal check(
      Scheme scheme, List<String> enabled, Map<String, BigDecimal> weights) {
    if (scheme != Scheme.CUSTOM) {
      if (!weights.isEmpty()) {
        return FundRefusal.of(
            Code.WEIGHTS_UNEXPECTED, "Expected no weights with %s, was %s", scheme, weights);
      }
      return scheme == Scheme.PERFORMANCE && enabled.size() < FEWEST_RANKED
          ? tooFew(enabled.size())
          : null;
    }
    List<String> strangers = weights.keySet().stream().filter(a -> !enabled.contains(a)).toList();
    if (!strangers.isEmpty()) {
      return FundRefusal.of(
          Code.WEIGHTS_AGENT_UNKNOWN,
          "Expected weights of the enabled agents %s, was %s",
          enabled,
          strangers);
    }
    BigDecimal sum = sum(weights.values().stream().toList());
    boolean negative = weights.values().stream().anyMatch(w -> w.signum() < 0);
    return negative || sum.compareTo(HUNDRED) != 0
        ? FundRefusal.of(
            Code.WEIGHTS_NOT_100,
            "Expected weights of at least 0 that sum to exactly 100, was %s with the sum %s",
            new TreeMap<>(weights),
            sum.toPlainString())
        : null;
  }

  private static Outcome equal(List<Candidate> candidates) {
    BigDecimal all = BigDecimal.valueOf(candidates.size());
    SortedMap<String, Share> shares = new TreeMap<>();
    candidates.forEach(c -> shares.put(c.agent(), new Share(BigDecimal.ONE, all)));
    return new Allotted(shares);
  }

  private static Outcome performance(List<Candidate> candidates) {
    int n = candidates.size();
    if (n < FEWEST_RANKED) {
      return new Refused(tooFew(n));
    }
    List<Candidate> ranked = new ArrayList<>(candidates);
    ranked.sort(
        Comparator.comparingDouble(Candidate::returnSinceReview)
            .reversed()
            .thenComparing(Candidate::agent));
    int top = (int) Math.round(3.0 * n / 7);
    int middle = (int) Math.round(2.0 * n / 7);
    SortedMap<String, BigDecimal> raw = new TreeMap<>();
    for (int rank = 0; rank < n; rank++) {
      BigDecimal weight = rank < top ? TOP : rank < top + middle ? MIDDLE : BOTTOM;
      raw.put(ranked.get(rank).agent(), weight);
    }
    return normalised(raw);
  }

  private static Outcome strategy(List<Candidate> candidates) {
    Map<Pace, Integer> sizes = new EnumMap<>(Pace.class);
    candidates.forEach(c -> sizes.merge(Pace.of(c.interval()), 1, Integer::sum));
    // The groups' percents over a common denominator: percent × the sizes of the other groups.
    BigDecimal product =
        sizes.values().stream()
            .map(BigDecimal::valueOf)
            .reduce(BigDecimal.ONE, BigDecimal::multiply);
    SortedMap<String, BigDecimal> raw = new TreeMap<>();
    for (Candidate candidate : candidates) {
      Pace pace = Pace.of(candidate.interval());
      BigDecimal size = BigDecimal.valueOf(Objects.requireNonNull(sizes.get(pace)));
      raw.put(candidate.agent(), pace.percent.multiply(product).divide(size));
    }
    return normalised(raw);
  }

  private static Outcome custom(List<Candidate> candidates, Map<String, BigDecimal> weights) {
    SortedMap<String, BigDecimal> raw = new TreeMap<>();
    candidates.forEach(c -> raw.put(c.agent(), weights.getOrDefault(c.agent(), BigDecimal.ZERO)));
    return sum(List.copyOf(raw.values())).signum() == 0
        ? refused(
            Code.ALLOCATION_NO_AGENTS,
            "Expected an enabled agent with a weight above 0, the weights are %s",
            new TreeMap<>(weights))
        : normalised(raw);
  }

  private static Outcome normalised(SortedMap<String, BigDecimal> raw) {
    BigDecimal whole = sum(List.copyOf(raw.values()));
    SortedMap<String, Share> shares = new TreeMap<>();
    raw.forEach((agent, part) -> shares.put(agent, new Share(part, whole)));
    return new Allotted(shares);
  }

  private static BigDecimal sum(List<BigDecimal> values) {
    return values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static FundRefusal tooFew(int found) {
    return FundRefusal.of(
        Code.ALLOCATION_TOO_FEW_AGENTS,
        "Expected at least %d enabled agents to rank, was %d",
        FEWEST_RANKED,
        found);
  }

  private static Outcome refused(Code code, String form, Object... values) {
    return new Refused(FundRefusal.of(code, form, values));
  }
}
