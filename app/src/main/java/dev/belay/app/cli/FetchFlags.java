package dev.belay.app.cli;

import dev.belay.activities.fetch.CandleArchive;
import dev.belay.activities.venue.BinanceEnvironment;
import dev.belay.activities.venue.BinanceTransport;
import dev.belay.activities.venue.BracketSource;
import dev.belay.activities.venue.CandlePages;
import dev.belay.activities.venue.MarketClockSource;
import dev.belay.activities.venue.RestMarketData;
import dev.belay.activities.venue.SpotCandles;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the commands that fetch ask, and how they are told to stop. */
final class FetchFlags {
  private static final String NONE = "none";
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration REQUEST = Duration.ofSeconds(20);
  private static final Duration RECEIVE_WINDOW = Duration.ofSeconds(5);
  private static final int FUTURES_WEIGHT_A_MINUTE = 2400;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description =
          "Of the calls; else the exchange's own. With it no archive is read unless named.")
  @Nullable String baseUrl;

  @Option(
      names = "--archive-url",
      paramLabel = "URL|none",
      description = "Of the archive: where /data is; else the exchange's own, or none.")
  @Nullable String archiveUrl;

  /** What the market's name means for addresses. */
  interface Calls extends AutoCloseable {
    CandlePages pages();

    @Override
    void close();
  }

  URI base(CandleArchive.Market of) {
    String given = baseUrl;
    if (given == null) {
      return of == CandleArchive.Market.SPOT ? SpotCandles.LIVE : BinanceEnvironment.LIVE.calls();
    }
    try {
      return HttpAddress.of(given);
    } catch (IllegalArgumentException e) {
      throw usage("--base-url: %s.".formatted(e.getMessage()));
    }
  }

  /** Null for none: a venue of one's own has nothing to do with the exchange's archive. */
  @Nullable URI archive() {
    String given = archiveUrl;
    if (given == null) {
      return baseUrl == null ? CandleArchive.LIVE : null;
    }
    if (given.equals(NONE)) {
      return null;
    }
    try {
      URI uri = new URI(given);
      boolean web = Set.of("http", "https").contains(String.valueOf(uri.getScheme()));
      if (web
          && uri.getHost() != null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null
          && uri.getRawUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Told below.
    }
    throw usage(
        "--archive-url: Expected none or an address such as %s, was \"%s\"."
            .formatted(CandleArchive.LIVE, given));
  }

  private static OperatorException usage(String text) {
    return new OperatorException(ExitCode.USAGE, text);
  }

  static Calls calls(CandleArchive.Market of, URI base) {
    return switch (of) {
      case SPOT ->
          new Calls() {
            private final SpotCandles pages = new SpotCandles(base, CONNECT, REQUEST);

            @Override
            public CandlePages pages() {
              return pages;
            }

            @Override
            public void close() {
              // The connector's connections are the process's.
            }
          };
      case FUTURES -> new Futures(base);
    };
  }

  /** The futures market's calls, within their weight. */
  static final class Futures implements Calls {
    private final BinanceTransport transport;

    Futures(URI base) {
      transport =
          new BinanceTransport(
              new BinanceTransport.Settings(base, CONNECT, REQUEST, RECEIVE_WINDOW));
    }

    @Override
    public RestMarketData pages() {
      transport.limitWeight(FUTURES_WEIGHT_A_MINUTE);
      return new RestMarketData(
          transport, MarketClockSource.wall(InstantSource.system()), BracketSource.NONE);
    }

    @Override
    public void close() {
      transport.close();
    }
  }
}
