package dev.belay.activities.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.market.Interval;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.Consensus;
import dev.belay.strategies.portfolio.MarketView;
import dev.belay.strategies.portfolio.Observation;
import dev.belay.strategies.portfolio.ObservationJson;
import dev.belay.strategies.portfolio.TimeframeView;
import dev.belay.workflows.portfolio.ObserveActivities;
import dev.belay.workflows.portfolio.ObserveActivities.ObserveRequest;
import dev.belay.workflows.portfolio.RoundActivities.RoundRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MarketObserverTest {
  private static final Instant AS_OF = Instant.parse("2024-03-01T12:03:00Z");

  private final FakeBooks books =
      new FakeBooks(
          FakeBooks.model("groq", "http://localhost:1/v1", "K"), Consensus.VOTING, Usdt.of("1"));
  private final FakeMarket market = new FakeMarket(Interval.M1);
  private final MarketObserver observer = observer(market);

  private MarketObserver observer(FakeMarket from) {
    return new MarketObserver(
        from, from.base, books, books, PromptLibrary.shipped(), Failpoints.NONE);
  }

  private ObserveActivities.Observation observe(MarketObserver from, Instant asOf) {
    return from.observe(
        new ObserveRequest(
            new RoundRef("main", "a", asOf, Duration.ofMinutes(3)), List.of("bull", "bear")));
  }

  private Observation seen(MarketObserver from, Instant asOf) {
    return ObservationJson.read(books.get(observe(from, asOf).observationHash()));
  }

  @Test
  void seesTheSymbolsThatAgentAndMarketShare() {
    assertThat(seen(observer, AS_OF).markets())
        .extracting(MarketView::symbol)
        .containsExactly(FakeBooks.BTC, FakeBooks.ETH);
  }

  @Test
  void rendersAPromptForEveryVoice() {
    ObserveActivities.Observation observation = observe(observer, AS_OF);

    assertThat(observation.prompts()).hasSize(2);
    assertThat(books.get(observation.prompts().getFirst().promptHash()))
        .contains("You are the bull");
    assertThat(books.get(observation.prompts().get(1).promptHash())).contains("You are the bear");
  }

  @Test
  void neverLooksBeyondItsTime() {
    MarketView btc = seen(observer, AS_OF).markets().getFirst();

    assertThat(btc.timeframes())
        .extracting(TimeframeView::interval)
        .containsExactly(Interval.M3, Interval.M15, Interval.H1, Interval.H4);
    for (TimeframeView view : btc.timeframes()) {
      Instant lastOpen = view.interval().floor(AS_OF).minus(view.interval().duration());
      assertThat(view.values().close())
          .isEqualTo(50_000.0 + (double) (lastOpen.getEpochSecond() / 60 % 997));
    }
  }

  @Test
  void asksTheVenueOncePerCandle() {
    observe(observer, AS_OF);
    int first = market.fetches.get();

    observe(observer, AS_OF);
    observe(observer, AS_OF.plusSeconds(60));
    assertThat(market.fetches.get()).isEqualTo(first);

    int candles = market.candles.get();
    Observation later = seen(observer, AS_OF.plusSeconds(180));
    assertThat(market.fetches.get()).isEqualTo(first + 2);
    assertThat(market.candles.get()).isLessThan(candles + 10);
    assertThat(later.markets()).isEqualTo(seen(observer(market), AS_OF.plusSeconds(180)).markets());
  }

  @Test
  void anOlderTimeSeesWhatItSawThen() {
    Observation then = seen(observer, AS_OF);
    observe(observer, AS_OF.plusSeconds(1800));

    assertThat(seen(observer, AS_OF).markets().getFirst().timeframes().getFirst().values().close())
        .isEqualTo(then.markets().getFirst().timeframes().getFirst().values().close());
    assertThat(seen(observer, AS_OF).markets().getFirst().closes())
        .isEqualTo(then.markets().getFirst().closes());
  }

  @Test
  void asksForNothingShorterThanTheMarketHas() {
    FakeMarket slow = new FakeMarket(Interval.M5);

    assertThat(seen(observer(slow), AS_OF).markets().getFirst().timeframes().getFirst().interval())
        .isEqualTo(Interval.M5);
  }

  @Test
  void livesWithGaps() {
    market.gap = true;

    Observation seen = seen(observer, AS_OF);
    observe(observer, AS_OF.plusSeconds(180));

    assertThat(
            Objects.requireNonNull(
                seen.markets().getFirst().timeframes().getFirst().values().ema50()))
        .isPositive();
  }
}
