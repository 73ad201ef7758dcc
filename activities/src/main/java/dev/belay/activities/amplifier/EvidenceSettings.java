package dev.belay.activities.amplifier;

import dev.belay.strategies.amplifier.ballot.Evidence;
import dev.belay.strategies.amplifier.ballot.NewsShock;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which sources outside voters are shown. An address that is null is not asked.
 *
 * @param feeds RSS or Atom, of any number
 * @param cryptoPanic asked only where the environment has its key
 * @param within wall time for an answer, 100 ms to 20 s
 * @param most bytes of an answer, 1 KB to 10 MB
 * @param newsEvery wall time between readings of the news between votes, 1 minute to 1 day
 * @param newsShock when those call a vote
 */
public record EvidenceSettings(
    List<Feed> feeds,
    @Nullable URI cryptoPanic,
    @Nullable URI fearAndGreed,
    @Nullable URI dominance,
    @Nullable URI onChain,
    Duration within,
    int most,
    Duration newsEvery,
    NewsShock newsShock) {
  /** The environment variable with CryptoPanic's key. */
  public static final String CRYPTO_PANIC_KEY = "CRYPTOPANIC_API_KEY";

  /** Nothing outside is asked: as in a simulated market, of which the world knows nothing. */
  public static final EvidenceSettings NONE =
      new EvidenceSettings(
          List.of(),
          null,
          null,
          null,
          null,
          Duration.ofSeconds(5),
          2 * 1024 * 1024,
          Duration.ofMinutes(10),
          NewsShock.STANDARD);

  /** Those that come with Belay. */
  public static final EvidenceSettings SHIPPED =
      new EvidenceSettings(
          List.of(
              new Feed("CoinDesk", URI.create("https://www.coindesk.com/arc/outboundfeeds/rss/")),
              new Feed("Cointelegraph", URI.create("https://cointelegraph.com/rss"))),
          URI.create("https://cryptopanic.com"),
          URI.create("https://api.alternative.me"),
          URI.create("https://api.coingecko.com"),
          URI.create("https://mempool.space"),
          Duration.ofSeconds(5),
          2 * 1024 * 1024,
          Duration.ofMinutes(10),
          NewsShock.STANDARD);

  /** A feed and what voters call it. */
  public record Feed(String name, URI address) {
    public Feed {
      web(name, address);
      if (name.isBlank()) {
        throw new IllegalArgumentException("Expected a name for the feed " + address);
      }
    }
  }

  public EvidenceSettings {
    feeds = List.copyOf(feeds);
    web("cryptopanic", cryptoPanic);
    web("fear_and_greed", fearAndGreed);
    web("dominance", dominance);
    web("on_chain", onChain);
    if (within.compareTo(Duration.ofMillis(100)) < 0
        || within.compareTo(Duration.ofSeconds(20)) > 0) {
      throw new IllegalArgumentException(
          "Expected 100 ms to 20 s for an answer of a source, was " + within);
    }
    if (newsEvery.compareTo(Duration.ofMinutes(1)) < 0
        || newsEvery.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(
          "Expected 1 minute to 1 day between readings of the news, was " + newsEvery);
    }
    if (most < 1024 || most > 10 * 1024 * 1024) {
      throw new IllegalArgumentException(
          "Expected 1 KB to 10 MB for an answer of a source, was %d bytes".formatted(most));
    }
  }

  /**
   * @param environment the only place keys come from
   */
  public List<EvidenceSource> sources(Function<String, Optional<String>> environment) {
    SourceClient client = new SourceClient(within, most);
    List<EvidenceSource> sources = new ArrayList<>();
    feeds.forEach(feed -> sources.add(new RssNews(feed.name(), feed.address(), client)));
    if (cryptoPanic != null) {
      environment
          .apply(CRYPTO_PANIC_KEY)
          .filter(key -> !key.isBlank())
          .ifPresent(key -> sources.add(new CryptoPanicNews(cryptoPanic, key.strip(), client)));
    }
    if (fearAndGreed != null) {
      sources.add(FigureSource.fearAndGreed(fearAndGreed, client));
    }
    if (dominance != null) {
      sources.add(FigureSource.dominance(dominance, client));
    }
    if (onChain != null) {
      sources.add(FigureSource.onChain(onChain, client));
    }
    return sources;
  }

  /** Those that tell headlines. */
  public List<EvidenceSource> news(Function<String, Optional<String>> environment) {
    return sources(environment).stream()
        .filter(source -> source.kind() == Evidence.Kind.NEWS)
        .toList();
  }

  /** Those whose history is public. */
  public List<DailyHistory> histories() {
    SourceClient client = new SourceClient(within, most);
    List<DailyHistory> histories = new ArrayList<>();
    if (fearAndGreed != null) {
      histories.add(DailyHistory.fearAndGreed(fearAndGreed, client));
    }
    if (onChain != null) {
      histories.add(DailyHistory.hashRate(onChain, client));
    }
    return histories;
  }

  private static void web(String name, @Nullable URI address) {
    if (address != null
        && !("https".equals(address.getScheme()) || "http".equals(address.getScheme()))) {
      throw new IllegalArgumentException(
          "Expected an address of http or https for %s, was \"%s\"".formatted(name, address));
    }
  }
}
