package dev.belay.app.config;

import dev.belay.activities.amplifier.EvidenceSettings;
import dev.belay.strategies.amplifier.ballot.NewsShock;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of the sources outside that voters are shown.
 *
 * @param cryptopanic an address, or none
 * @param fearAndGreed the same
 * @param dominance the same
 * @param onChain the same
 */
record SourcesSection(
    List<Feed> feeds,
    String cryptopanic,
    String fearAndGreed,
    String dominance,
    String onChain,
    Duration within,
    int mostBytes,
    Duration newsEvery,
    NewsShock newsShock) {
  static final SourcesSection SHIPPED = of(EvidenceSettings.SHIPPED);
  private static final String NONE = "none";

  /**
   * RSS or Atom.
   *
   * @param address or none, which takes one of Belay's away
   */
  record Feed(String name, String address) {}

  private static SourcesSection of(EvidenceSettings settings) {
    return new SourcesSection(
        settings.feeds().stream()
            .map(feed -> new Feed(feed.name(), feed.address().toString()))
            .toList(),
        text(settings.cryptoPanic()),
        text(settings.fearAndGreed()),
        text(settings.dominance()),
        text(settings.onChain()),
        settings.within(),
        settings.most(),
        settings.newsEvery(),
        settings.newsShock());
  }

  private static String text(@Nullable URI address) {
    return address == null ? NONE : address.toString();
  }

  /**
   * As the rest of Belay sees them.
   *
   * @throws IllegalArgumentException naming an address or a number that is none
   */
  EvidenceSettings settings() {
    return new EvidenceSettings(
        feeds.stream()
            .filter(feed -> !feed.address().equals(NONE))
            .map(feed -> new EvidenceSettings.Feed(feed.name(), URI.create(feed.address())))
            .toList(),
        address(cryptopanic),
        address(fearAndGreed),
        address(dominance),
        address(onChain),
        within,
        mostBytes,
        newsEvery,
        newsShock);
  }

  private static @Nullable URI address(String text) {
    return text.equals(NONE) ? null : URI.create(text);
  }
}
