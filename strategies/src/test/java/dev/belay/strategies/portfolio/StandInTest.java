package dev.belay.strategies.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.Action;
import dev.belay.domain.portfolio.AgentSnapshot.ClosedTrade;
import dev.belay.domain.portfolio.AgentSnapshot.Holding;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.Consensus;
import dev.belay.domain.portfolio.Decision;
import dev.belay.domain.position.Direction;
import dev.belay.strategies.portfolio.ConsensusRule.Voice;
import dev.belay.strategies.portfolio.ParsedReply.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class StandInTest {
  private static final Observations MARKET = new Observations(7);
  private static final List<AgentSpec> ROSTER =
      List.of(
          Observations.agent("qwen_single", "balanced", 3),
          Observations.agent("openai_single", "conservative", 5),
          Observations.agent("qwen_multi", "aggressive", 3),
          Observations.agent("openai_multi", "validated", 5),
          Observations.agent("llama_scalper", "scalping", 1),
          Observations.agent("llama_analyzer", "analysis", 5),
          Observations.agent("gpt20b_fast", "speed", 2));

  private static ParsedReply parse(Observation seen, AgentSpec agent, String voice) {
    return new ReplyParser(agent.symbols(), seen.quotes()).parse(StandIn.reply(seen, agent, voice));
  }

  @Test
  void saysWhatItIsAndAnswersTheSameTwice() {
    Observation seen = MARKET.at(30, Observations.account(List.of(), List.of()));
    String reply = StandIn.reply(seen, ROSTER.getFirst(), "single");

    assertThat(reply).contains("Rule-based stand-in, no language model was asked");
    assertThat(StandIn.reply(seen, ROSTER.getFirst(), "single")).isEqualTo(reply);
  }

  @Test
  void everyOpenKeepsTheLimits() {
    int opens = 0;
    for (AgentSpec agent : ROSTER) {
      for (int minute = 0; minute < 700; minute += 31) {
        Observation seen = MARKET.at(minute, Observations.account(List.of(), List.of()));
        for (ParsedElement element : ((Readable) parse(seen, agent, "single")).elements()) {
          Decision decision = Objects.requireNonNull(element.decision(), element.toString());
          assertThat(decision.confidence()).isBetween(75, 100);
          assertThat(rewardToRisk(decision, seen)).isGreaterThan(3.3);
          assertThat(Objects.requireNonNull(decision.positionSizeUsd()))
              .isBetween(Usdt.of("100"), Usdt.of("1428"));
          opens++;
        }
      }
    }
    assertThat(opens).isGreaterThan(100);
  }

  private static double rewardToRisk(Decision decision, Observation seen) {
    double price =
        seen.markets().stream()
            .filter(market -> market.symbol().equals(decision.symbol()))
            .findFirst()
            .orElseThrow()
            .last()
            .value()
            .doubleValue();
    double stop = Objects.requireNonNull(decision.stopLoss()).value().doubleValue();
    double target = Objects.requireNonNull(decision.takeProfit()).value().doubleValue();
    double fees = 0.001 * price;
    return (Math.abs(target - price) - fees) / (Math.abs(price - stop) + fees);
  }

  @Test
  void tradesInAboutOneRoundOfFour() {
    int rounds = 0;
    int trading = 0;
    for (AgentSpec agent : ROSTER) {
      boolean multi = agent.id().endsWith("multi");
      Consensus rule = agent.style().equals("validated") ? Consensus.UNANIMOUS : Consensus.VOTING;
      List<Holding> held = new ArrayList<>();
      List<ClosedTrade> closed = new ArrayList<>();
      int opens = 0;
      int step = (int) agent.interval().toMinutes();
      for (int minute = 0; minute < 360; minute += step) {
        Observation seen = MARKET.at(minute, Observations.account(held, closed));
        Resolution resolution =
            multi
                ? ConsensusRule.resolve(
                    rule,
                    List.of(
                        new Voice("bull", parse(seen, agent, "bull")),
                        new Voice("bear", parse(seen, agent, "bear")),
                        new Voice("risk", parse(seen, agent, "risk"))))
                : Resolution.single(parse(seen, agent, "single"));
        rounds++;
        trading += resolution.outcome() == Resolution.Outcome.TRADE ? 1 : 0;
        for (ParsedElement element : resolution.elements()) {
          opens += apply(element, seen, held, closed);
        }
        assertThat(held).hasSizeLessThanOrEqualTo(3);
      }
      assertThat(opens).as("opens of %s in six hours", agent.id()).isBetween(5, 20);
    }
    assertThat((double) trading / rounds).isBetween(0.15, 0.4);
  }

  private static int apply(
      ParsedElement element, Observation seen, List<Holding> held, List<ClosedTrade> closed) {
    Decision decision = Objects.requireNonNull(element.decision());
    Action action = decision.action();
    if (action.closes()) {
      held.removeIf(position -> position.symbol().equals(decision.symbol()));
      closed.add(
          new ClosedTrade(decision.symbol(), Direction.LONG, Usdt.ZERO, "DECISION", seen.asOf()));
    }
    if (action.opens()) {
      Instant opened = seen.asOf().plus(Duration.ofMinutes(1));
      held.add(holding(decision, seen, opened));
    }
    return action.opens() ? 1 : 0;
  }

  private static Holding holding(Decision decision, Observation seen, Instant opened) {
    MarketView market =
        seen.markets().stream()
            .filter(view -> view.symbol().equals(decision.symbol()))
            .findFirst()
            .orElseThrow();
    return new Holding(
        "p",
        decision.symbol(),
        decision.action().direction().orElseThrow(),
        Quantity.of("1"),
        market.last(),
        market.last(),
        2,
        decision.stopLoss(),
        decision.takeProfit(),
        Usdt.ZERO,
        opened);
  }
}
