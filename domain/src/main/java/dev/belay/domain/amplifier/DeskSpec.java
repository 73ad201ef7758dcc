package dev.belay.domain.amplifier;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.AgentLimits;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.Consensus;
import dev.belay.domain.portfolio.FundLimits;
import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.domain.portfolio.PortfolioSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A desk as configured.
 *
 * @param name part of every workflow id; lower-case letters, digits, hyphens
 * @param capital in an account of its own
 * @param dailyBudgetUsd what all ballots may cost a market day
 * @param models that the voters may name
 * @param voters main, a and b, each with the id of its model
 * @param profiles the names that a command may choose
 * @param profile in force at first
 */
public record DeskSpec(
    String name,
    Usdt capital,
    Usdt dailyBudgetUsd,
    List<ModelSpec> models,
    List<Seat> voters,
    VoteRules votes,
    DeskLimits limits,
    List<String> profiles,
    String profile) {
  /** The one agent of the ledger that holds the desk's account. */
  public static final String AGENT = "desk";

  /** Market time between two cycles. */
  public static final Duration CYCLE = Duration.ofMinutes(5);

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  public DeskSpec {
    models = List.copyOf(models);
    voters = List.copyOf(voters);
    profiles = List.copyOf(profiles);
    List<Voter> seats = voters.stream().map(Seat::voter).sorted().toList();
    if (!seats.equals(List.of(Voter.values()))) {
      throw new IllegalArgumentException(
          "Expected the voters main, a and b once each, were " + seats);
    }
    List<String> known = models.stream().map(ModelSpec::id).toList();
    for (Seat seat : voters) {
      if (!known.contains(seat.model())) {
        throw new IllegalArgumentException(
            "Expected one of the models %s for voter %s, was \"%s\""
                .formatted(known, seat.voter(), seat.model()));
      }
    }
    if (!profiles.contains(profile)) {
      throw new IllegalArgumentException(
          "Expected one of the profiles %s, was \"%s\"".formatted(profiles, profile));
    }
  }

  /**
   * A voter and what it asks.
   *
   * @param model id of its {@link ModelSpec}
   */
  public record Seat(Voter voter, String model) {}

  /** The same with another name, and so with an account of its own. */
  public DeskSpec named(String other) {
    return new DeskSpec(
        other, capital, dailyBudgetUsd, models, voters, votes, limits, profiles, profile);
  }

  /** The desk's account. */
  public static String account(String desk) {
    return PortfolioSpec.account(desk, AGENT);
  }

  /** The model of a voter. */
  public ModelSpec model(Voter voter) {
    String id =
        voters.stream()
            .filter(seat -> seat.voter() == voter)
            .map(Seat::model)
            .findFirst()
            .orElseThrow();
    return models.stream().filter(model -> model.id().equals(id)).findFirst().orElseThrow();
  }

  /** What an operator should know of the configuration; votes of the same model say one thing. */
  public List<String> warnings() {
    TreeMap<String, List<Voter>> byModel = new TreeMap<>();
    for (Seat seat : voters) {
      ModelSpec model = model(seat.voter());
      byModel
          .computeIfAbsent(model.provider() + " " + model.model(), key -> new ArrayList<>())
          .add(seat.voter());
    }
    return byModel.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .map(
            entry ->
                "Voters %s ask the same model (%s): their votes are not independent"
                    .formatted(entry.getValue(), entry.getKey()))
        .toList();
  }

  /**
   * The desk as the ledger's rules see it: a portfolio of one agent that borrows nothing. Its own
   * limits stand beside those of each entry, as what no decision gets past.
   *
   * @param universe what it may trade
   */
  public PortfolioSpec portfolio(List<Symbol> universe) {
    BigDecimal notional = fraction(limits.maxNotionalPct());
    BigDecimal position =
        fraction(limits.maxPositionPct()).multiply(votes.aggressiveFactor()).min(notional);
    AgentLimits bounds =
        new AgentLimits(
            limits.maxPositions(),
            1,
            position,
            position,
            AgentLimits.DEFAULT.minOrder(),
            0,
            BigDecimal.ONE,
            limits.maxPositions(),
            Integer.MAX_VALUE,
            limits.dailyLossPct(),
            limits.drawdownPct(),
            limits.coolOff(),
            Integer.MAX_VALUE,
            BigDecimal.ZERO,
            BigDecimal.ZERO);
    AgentSpec agent =
        new AgentSpec(
            AGENT,
            name,
            model(Voter.MAIN).id(),
            "amplifier",
            CYCLE,
            Consensus.SINGLE,
            1,
            universe,
            bounds);
    return new PortfolioSpec(
        name,
        capital,
        dailyBudgetUsd,
        models,
        List.of(agent),
        // The desk cools off by itself; a halt of its own would wait for a person.
        new FundLimits(notional, notional, position, HUNDRED, HUNDRED));
  }

  private static BigDecimal fraction(BigDecimal pct) {
    return pct.movePointLeft(2);
  }
}
