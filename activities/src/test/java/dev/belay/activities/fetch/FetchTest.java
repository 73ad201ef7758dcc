package dev.belay.activities.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.activities.fetch.CandleArchive.Market;
import dev.belay.activities.fetch.CandleFetch.Fetched;
import dev.belay.activities.fetch.CandleFetch.Wanted;
import dev.belay.activities.venue.BinanceTransport;
import dev.belay.activities.venue.BracketSource;
import dev.belay.activities.venue.CandlePages;
import dev.belay.activities.venue.MarketClockSource;
import dev.belay.activities.venue.RestMarketData;
import dev.belay.activities.venue.SpotCandles;
import dev.belay.data.CandleStore;
import dev.belay.data.StoredCandles;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchTest {
  private static final Symbol BTC = Symbol.of("BTCUSDT");
  private static final String JANUARY =
      "/data/spot/monthly/klines/BTCUSDT/1h/BTCUSDT-1h-2025-01.zip";
  private static final Duration SOON = Duration.ofSeconds(5);

  private final FakeExchange exchange = new FakeExchange();
  private final List<Duration> waits = new ArrayList<>();
  private int stopAfter = Integer.MAX_VALUE;
  private int came;
  @TempDir Path folder;
  private CandleStore store;

  @BeforeEach
  void open() {
    store = CandleStore.create(folder.resolve("store"));
  }

  @AfterEach
  void close() {
    exchange.close();
  }

  /** Waits as long as it is told to, but for what would take too long in a test. */
  private Pause pause() {
    return new Pause() {
      @Override
      public boolean isStopped() {
        return came >= stopAfter;
      }

      @Override
      public void sleep(Duration time) {
        waits.add(time);
        try {
          Thread.sleep(Math.min(time.toMillis(), 1_100));
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }

  private FetchProgress progress() {
    return new FetchProgress() {
      @Override
      public void came(Symbol symbol, Instant from, Instant at, Instant to, int candles) {
        came++;
      }

      @Override
      public void waits(Duration time, String why) {}
    };
  }

  private Fetched fetch(
      CandlePages pages, @Nullable URI archive, @Nullable String from, @Nullable String to) {
    return fetch(pages, archive, Market.SPOT, from, to);
  }

  private Fetched fetch(
      CandlePages pages,
      @Nullable URI archive,
      Market market,
      @Nullable String from,
      @Nullable String to) {
    try (CandleArchive months =
        archive == null ? null : new CandleArchive(archive, market, pause())) {
      return new CandleFetch(store, pages, months, pause(), progress())
          .run(
              new Wanted(
                  new TreeSet<>(List.of(BTC)),
                  Interval.H1,
                  from == null ? null : Instant.parse(from),
                  to == null ? null : Instant.parse(to)))
          .getFirst();
    }
  }

  private SpotCandles spot() {
    return new SpotCandles(exchange.base(), SOON, SOON);
  }

  private StoredCandles stored() {
    StoredCandles candles = store.candles(BTC, Interval.H1);
    candles.verify();
    return candles;
  }

  @Test
  void pagesThroughASpanAndLeavesOutTheRunningCandle() {
    exchange.trades(Interval.H1, "2024-12-01T00:00:00Z", "2025-03-01T01:00:00Z");

    Fetched fetched = fetch(spot(), null, "2024-12-01T00:00:00Z", null);

    assertThat(fetched.added()).isEqualTo(90 * 24);
    assertThat(fetched.calls()).isEqualTo(3);
    assertThat(stored().closeTime(stored().size() - 1))
        .isEqualTo(FakeExchange.millis("2025-03-01T00:00:00Z"));
    assertThat(stored().missing()).isZero();
    assertThat(stored().volume(0)).isEqualTo(3_123_457);
    assertThat(stored().high(0)).isEqualTo(20_050_000_000L);
  }

  @Test
  void asksForNothingThatIsStoredAndForAHoleAlone() {
    exchange.trades(Interval.H1, "2025-01-01T00:00:00Z", "2025-03-01T00:00:00Z");
    fetch(spot(), null, "2025-01-10T00:00:00Z", "2025-01-12T00:00:00Z");
    fetch(spot(), null, "2025-01-14T00:00:00Z", "2025-01-16T00:00:00Z");
    exchange.asked.clear();

    assertThat(fetch(spot(), null, "2025-01-10T00:00:00Z", "2025-01-12T00:00:00Z").calls())
        .isZero();
    assertThat(exchange.calls()).isEmpty();

    Fetched hole = fetch(spot(), null, "2025-01-10T00:00:00Z", "2025-01-16T00:00:00Z");
    assertThat(hole.added()).isEqualTo(48);
    assertThat(exchange.calls())
        .singleElement()
        .asString()
        .contains("startTime=" + FakeExchange.millis("2025-01-12T00:00:00Z"))
        .contains("endTime=" + (FakeExchange.millis("2025-01-14T00:00:00Z") - 1));

    assertThat(fetch(spot(), null, null, "2025-01-17T00:00:00Z").added()).isEqualTo(24);
  }

  @Test
  void beginsWithTheFirstCandleThereEverWas() {
    exchange.trades(Interval.H1, "2025-02-01T05:00:00Z", "2025-02-02T00:00:00Z");

    assertThat(fetch(spot(), null, null, null).added()).isEqualTo(19);
    assertThat(stored().openTime(0)).isEqualTo(FakeExchange.millis("2025-02-01T05:00:00Z"));
  }

  @Test
  void gapsStayGaps() {
    exchange
        .trades(Interval.H1, "2025-01-01T00:00:00Z", "2025-01-03T00:00:00Z")
        .rests("2025-01-01T10:00:00Z", "2025-01-01T15:00:00Z");

    Fetched fetched = fetch(spot(), null, "2025-01-01T00:00:00Z", "2025-01-03T00:00:00Z");

    assertThat(fetched.added()).isEqualTo(43);
    assertThat(stored().missing()).isEqualTo(5);
  }

  @Test
  void goesOnWhereItWasStopped() {
    exchange.trades(Interval.H1, "2024-12-01T00:00:00Z", "2025-03-01T00:00:00Z");
    stopAfter = 2;
    assertThatThrownBy(() -> fetch(spot(), null, "2024-12-01T00:00:00Z", null))
        .isInstanceOf(FetchException.Stopped.class);
    assertThat(stored().size()).isEqualTo(2000);
    exchange.asked.clear();
    stopAfter = Integer.MAX_VALUE;

    assertThat(fetch(spot(), null, "2024-12-01T00:00:00Z", null).added()).isEqualTo(160);
    assertThat(exchange.calls()).hasSize(1);
  }

  @Test
  void leavesTheExchangeAloneForAsLongAsItSays() {
    exchange
        .trades(Interval.H1, "2025-01-01T00:00:00Z", "2025-01-02T00:00:00Z")
        .then(429, "{\"code\":-1003,\"msg\":\"Too many requests\"}", Map.of("Retry-After", "1"))
        .then(418, "{\"code\":-1003,\"msg\":\"Banned\"}", Map.of("Retry-After", "1"));

    Fetched fetched = fetch(spot(), null, "2025-01-01T00:00:00Z", "2025-01-02T00:00:00Z");

    assertThat(fetched.added()).isEqualTo(24);
    assertThat(exchange.calls()).hasSize(3);
    assertThat(waits).hasSize(2).allMatch(time -> time.compareTo(Duration.ofSeconds(1)) >= 0);
  }

  @Test
  void endsWhereTheExchangeWantsToBeLeftAloneForLong() {
    exchange.then(418, "{\"code\":-1003,\"msg\":\"Banned\"}", Map.of("Retry-After", "3600"));

    assertThatThrownBy(() -> fetch(spot(), null, "2025-01-01T00:00:00Z", null))
        .isInstanceOf(FetchException.Failed.class)
        .hasMessageContaining("again in 3600 s")
        .hasMessageContaining("the same command goes on later");
    assertThat(exchange.calls()).hasSize(1);
  }

  @Test
  void waitsForTheNextMinuteWhenMuchOfTheWeightIsUsed() {
    exchange.trades(Interval.H1, "2025-01-01T00:00:00Z", "2025-01-02T00:00:00Z");
    exchange.usedWeight = 5_900;
    SpotCandles pages = spot();
    pages.now();

    assertThatThrownBy(
            () ->
                pages.page(
                    BTC,
                    Interval.H1,
                    Instant.parse("2025-01-01T00:00:00Z"),
                    Instant.parse("2025-01-02T00:00:00Z")))
        .hasMessageContaining("5900 of 6000 are used this minute");
    assertThat(exchange.calls()).isEmpty();
  }

  @Test
  void asksAgainWhenAnAnswerIsNoJsonAndGivesUpAfterAWhile() {
    exchange
        .trades(Interval.H1, "2025-01-01T00:00:00Z", "2025-01-02T00:00:00Z")
        .then(200, "[[17356", Map.of())
        .then(502, "<html>", Map.of());
    assertThat(fetch(spot(), null, "2025-01-01T00:00:00Z", "2025-01-02T00:00:00Z").added())
        .isEqualTo(24);

    for (int i = 0; i < 5; i++) {
      exchange.then(200, "[[1735776000000,\"10\",\"9\",\"8\",\"10\",\"1\"]]", Map.of());
    }
    assertThatThrownBy(() -> fetch(spot(), null, "2025-01-02T00:00:00Z", "2025-01-03T00:00:00Z"))
        .isInstanceOf(FetchException.Failed.class)
        .hasMessageContaining("No usable answer in 5 attempts")
        .hasMessageContaining("klines[0]");
    assertThat(stored().size()).isEqualTo(24);
  }

  @Test
  void anUnknownSymbolIsRefusedAtOnce() {
    CandleFetch fetch = new CandleFetch(store, spot(), null, pause(), progress());
    Wanted wanted =
        new Wanted(new TreeSet<>(List.of(Symbol.of("NOSUCH"))), Interval.H1, null, null);

    assertThatThrownBy(() -> fetch.run(wanted))
        .isInstanceOf(FetchException.Refused.class)
        .hasMessageContaining("Invalid symbol.");
    assertThat(store.contents()).isEmpty();
    assertThat(waits).isEmpty();
  }

  @Test
  void takesWholeMonthsFromTheArchiveInMicrosecondsAsInMilliseconds() {
    exchange
        .trades(Interval.H1, "2024-12-20T00:00:00Z", "2025-02-03T00:00:00Z")
        .archives(JANUARY, YearMonth.of(2025, 1), 1000, false);

    Fetched fetched =
        fetch(spot(), exchange.base(), "2024-12-20T00:00:00Z", "2025-02-03T00:00:00Z");

    assertThat(fetched.months()).isEqualTo(1);
    assertThat(fetched.calls()).isEqualTo(2);
    assertThat(fetched.added()).isEqualTo(45 * 24);
    assertThat(stored().missing()).isZero();
    String digest = stored().digest();

    store = CandleStore.create(folder.resolve("without"));
    fetch(spot(), null, "2024-12-20T00:00:00Z", "2025-02-03T00:00:00Z");
    assertThat(stored().digest()).isEqualTo(digest);

    store = CandleStore.create(folder.resolve("millis"));
    exchange.archives(JANUARY, YearMonth.of(2025, 1), 1, true);
    fetch(spot(), exchange.base(), "2024-12-20T00:00:00Z", "2025-02-03T00:00:00Z");
    assertThat(stored().digest()).isEqualTo(digest);
  }

  @Test
  void aFileThatIsNotWhatItsChecksumSaysIsRefused() {
    exchange
        .trades(Interval.H1, "2025-01-01T00:00:00Z", "2025-02-03T00:00:00Z")
        .archives(JANUARY, YearMonth.of(2025, 1), 1, false);
    exchange.damage(JANUARY);

    assertThatThrownBy(() -> fetch(spot(), exchange.base(), "2025-01-01T00:00:00Z", null))
        .isInstanceOf(FetchException.Refused.class)
        .hasMessageContaining("BTCUSDT-1h-2025-01.zip: expected SHA-256 ")
        .hasMessageMatching("(?s).*expected SHA-256 [0-9a-f]{64}, found [0-9a-f]{64}\\..*");
    assertThat(store.contents()).isEmpty();
  }

  @Test
  void aFileWithAnImpossibleLineIsRefusedWithLineAndValue() {
    long at = FakeExchange.millis("2025-01-01T00:00:00Z");
    exchange.archive(
        JANUARY, FakeExchange.zip("%d,1,2,1,1,5\n%d,1,2,x,1,5\n".formatted(at, at + 3_600_000)));

    assertThatThrownBy(() -> fetch(spot(), exchange.base(), "2025-01-01T00:00:00Z", null))
        .isInstanceOf(FetchException.Refused.class)
        .hasMessageContaining("zip line 2: expected a candle of 1h")
        .hasMessageContaining("\"x\" is no plain decimal");

    exchange.archive(JANUARY, "no zip".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> fetch(spot(), exchange.base(), "2025-01-01T00:00:00Z", null))
        .isInstanceOf(FetchException.Refused.class)
        .hasMessageContaining("expected a CSV in it, found nothing");
    assertThat(store.contents()).isEmpty();
  }

  @Test
  void futuresComeThroughTheAdapter() {
    exchange
        .trades(Interval.H1, "2025-01-01T00:00:00Z", "2025-02-03T00:00:00Z")
        .archives(
            "/data/futures/um/monthly/klines/BTCUSDT/1h/BTCUSDT-1h-2025-01.zip",
            YearMonth.of(2025, 1),
            1,
            true);
    try (BinanceTransport transport =
        new BinanceTransport(new BinanceTransport.Settings(exchange.base(), SOON, SOON, SOON))) {
      RestMarketData pages =
          new RestMarketData(
              transport, MarketClockSource.wall(InstantSource.system()), BracketSource.NONE);

      Fetched fetched =
          fetch(
              pages,
              exchange.base(),
              Market.FUTURES,
              "2025-01-01T00:00:00Z",
              "2025-02-03T00:00:00Z");

      assertThat(fetched.months()).isEqualTo(1);
      assertThat(fetched.added()).isEqualTo(33 * 24);
      assertThat(exchange.calls()).singleElement().asString().startsWith("/fapi/v1/klines?");
    }
  }
}
