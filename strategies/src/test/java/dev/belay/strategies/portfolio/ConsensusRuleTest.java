package dev.belay.strategies.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.Action;
import dev.belay.domain.portfolio.Consensus;
import dev.belay.domain.portfolio.Decision;
import dev.belay.strategies.portfolio.ConsensusRule.Voice;
import dev.belay.strategies.portfolio.Resolution.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ConsensusRuleTest {
  private static final Symbol BTC = Symbol.of("BTCUSDT");
  private static final ReplyParser PARSER =
      new ReplyParser(
          List.of(BTC, Symbol.of("ETHUSDT")),
          List.of(new Quote(BTC, Price.of("50000"), Price.of("50000"), Instant.EPOCH)));
  private static final String LONG = open("open_long", 3, "300", "49500", "52000", 81);
  private static final String SHORT = open("open_short", 2, "250", "50500", "48000", 90);
  private static final String HOLD = "[{\"symbol\":\"BTC\",\"action\":\"hold\",\"confidence\":60}]";
  private static final String WAIT = "[{\"symbol\":\"BTC\",\"action\":\"wait\"}]";
  private static final String CLOSE = "[{\"symbol\":\"BTC\",\"action\":\"close_long\"}]";
  private static final String REFUSED = LONG.replace("49500", "59500");

  private static String open(
      String action, int leverage, String size, String stop, String target, int confidence) {
    return """
        [{"symbol":"BTC","action":"%s","leverage":%d,"position_size_usd":%s,"stop_loss":%s,\
        "take_profit":%s,"confidence":%d}]"""
        .formatted(action, leverage, size, stop, target, confidence);
  }

  private static Resolution resolve(Consensus rule, String... replies) {
    List<Voice> voices = new ArrayList<>();
    for (int i = 0; i < replies.length; i++) {
      voices.add(new Voice("v" + i, PARSER.parse(replies[i])));
    }
    return ConsensusRule.resolve(rule, voices);
  }

  private static Decision first(Resolution resolution) {
    return Objects.requireNonNull(resolution.elements().getFirst().decision());
  }

  @Test
  void votingFollowsTheMajority() {
    assertThat(first(resolve(Consensus.VOTING, LONG, HOLD, LONG)).action())
        .isEqualTo(Action.OPEN_LONG);
    assertThat(first(resolve(Consensus.VOTING, LONG, HOLD, WAIT)).action()).isEqualTo(Action.HOLD);
    assertThat(first(resolve(Consensus.VOTING, CLOSE, CLOSE, HOLD)).action())
        .isEqualTo(Action.CLOSE_LONG);
  }

  @Test
  void aTieHolds() {
    assertThat(first(resolve(Consensus.VOTING, LONG, SHORT)).action()).isEqualTo(Action.HOLD);
    assertThat(first(resolve(Consensus.VOTING, LONG, SHORT, CLOSE)).action())
        .isEqualTo(Action.HOLD);
    assertThat(first(resolve(Consensus.WEIGHTED, SHORT, LONG.replace(":81", ":90"))).action())
        .isEqualTo(Action.HOLD);
  }

  @Test
  void weightedFollowsTheConfidence() {
    assertThat(first(resolve(Consensus.WEIGHTED, LONG, SHORT, HOLD)).action())
        .isEqualTo(Action.OPEN_SHORT);
    assertThat(first(resolve(Consensus.WEIGHTED, LONG, SHORT, LONG)).action())
        .isEqualTo(Action.OPEN_LONG);
  }

  @Test
  void unanimousNeedsAll() {
    assertThat(first(resolve(Consensus.UNANIMOUS, LONG, LONG, LONG)).action())
        .isEqualTo(Action.OPEN_LONG);
    assertThat(first(resolve(Consensus.UNANIMOUS, LONG, LONG, HOLD)).action())
        .isEqualTo(Action.HOLD);
    assertThat(first(resolve(Consensus.UNANIMOUS, LONG, LONG, "[]")).action())
        .isEqualTo(Action.HOLD);
  }

  @Test
  void takesTheMostCautiousOfTheAgreeing() {
    Decision agreed =
        first(
            resolve(
                Consensus.VOTING,
                open("open_long", 5, "400", "49000", "51000", 80),
                open("open_long", 2, "500", "49700", "53000", 91),
                SHORT));

    assertThat(agreed)
        .isEqualTo(
            new Decision(
                BTC,
                Action.OPEN_LONG,
                2,
                Usdt.of("400"),
                Price.of("49700"),
                Price.of("51000"),
                85,
                null,
                ""));
    Decision shorts =
        first(resolve(Consensus.VOTING, SHORT, open("open_short", 2, "200", "50200", "47000", 80)));
    assertThat(shorts.stopLoss()).isEqualTo(Price.of("50200"));
    assertThat(shorts.takeProfit()).isEqualTo(Price.of("48000"));
  }

  @Test
  void anUnreadableVoiceAbstains() {
    Resolution two = resolve(Consensus.UNANIMOUS, LONG, "no idea", LONG);

    assertThat(two.outcome()).isEqualTo(Outcome.TRADE);
    assertThat(two.reasoning()).contains("v1 abstains");
    assertThat(resolve(Consensus.VOTING, LONG, "no idea", "").outcome())
        .isEqualTo(Outcome.NO_DECISION);
    assertThat(resolve(Consensus.VOTING, LONG, "", "").detail()).contains("1 of 3");
  }

  @Test
  void aRefusedTradeAbstainsOnItsSymbolAndStaysVisible() {
    Resolution resolution = resolve(Consensus.UNANIMOUS, LONG, REFUSED, LONG);

    assertThat(resolution.outcome()).isEqualTo(Outcome.TRADE);
    assertThat(resolution.elements()).hasSize(2);
    assertThat(resolution.elements().get(1).raw()).startsWith("v1: ");
    assertThat(first(resolve(Consensus.VOTING, LONG, REFUSED)).action()).isEqualTo(Action.HOLD);
  }

  @Property(tries = 300)
  void theOrderOfVoicesDoesNotMatter(
      @ForAll Consensus rule, @ForAll("replies") List<String> replies, @ForAll long seed) {
    List<Voice> voices = new ArrayList<>();
    for (int i = 0; i < replies.size(); i++) {
      voices.add(new Voice("v" + i, PARSER.parse(replies.get(i))));
    }
    Resolution one = ConsensusRule.resolve(rule, voices);
    Collections.shuffle(voices, new Random(seed));

    assertThat(ConsensusRule.resolve(rule, voices)).isEqualTo(one);
  }

  @Provide
  Arbitrary<List<String>> replies() {
    return Arbitraries.of(LONG, SHORT, HOLD, WAIT, CLOSE, REFUSED, "", "[]", "no")
        .list()
        .ofMaxSize(5);
  }
}
