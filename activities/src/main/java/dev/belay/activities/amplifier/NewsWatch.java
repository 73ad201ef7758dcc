package dev.belay.activities.amplifier;

import dev.belay.activities.amplifier.EvidenceSource.SourceException;
import dev.belay.strategies.amplifier.ballot.Evidence.Headline;
import dev.belay.strategies.amplifier.ballot.NewsShock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads headlines between the votes. What it knows is a hint and lives in memory: a cycle that is
 * told of a shock records it, and a process that begins anew has learned what is usual when it has
 * read the feeds once.
 */
public final class NewsWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(NewsWatch.class);

  private final List<EvidenceSource> feeds;
  private final NewsShock rule;
  private final InstantSource wall;
  private final Map<String, Seen> known = new LinkedHashMap<>();
  private final Set<String> silent = new HashSet<>();
  private @Nullable ScheduledExecutorService loop;
  private @Nullable Instant told;

  public NewsWatch(List<EvidenceSource> feeds, NewsShock rule, InstantSource wall) {
    this.feeds = List.copyOf(feeds);
    this.rule = rule;
    this.wall = wall;
  }

  private record Seen(Headline headline, Instant at) {}

  /** Reads at once and then again and again, where there is something to read. */
  public void start(Duration every) {
    if (!feeds.isEmpty()) {
      ScheduledExecutorService own =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().daemon().name("news-watch").factory());
      loop = own;
      var unused =
          own.scheduleWithFixedDelay(this::look, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Asks each feed once; one that is down is logged once. */
  void look() {
    Set<String> listed = new HashSet<>();
    for (EvidenceSource feed : feeds) {
      try {
        List<Headline> news = feed.read().news();
        silent.remove(feed.name());
        listed.addAll(take(news, wall.instant()));
      } catch (SourceException e) {
        tell(feed, Objects.requireNonNull(e.getMessage()));
      } catch (RuntimeException e) {
        // Or nothing would be read ever again.
        tell(feed, "" + e);
      }
    }
    forget(listed, wall.instant().minus(rule.window()).minus(NewsShock.PAST));
  }

  private void tell(EvidenceSource feed, String why) {
    if (silent.add(feed.name())) {
      log.warn("Between votes nobody reads {}: {}", feed.name(), why);
    }
  }

  /** The same story of several feeds counts once. */
  private synchronized Set<String> take(List<Headline> news, Instant now) {
    Set<String> keys = new HashSet<>();
    for (Headline headline : news) {
      String key = headline.title().toLowerCase(Locale.ROOT);
      Instant published = headline.publishedAt();
      Instant at = published == null || published.isAfter(now) ? now : published;
      var unused = known.putIfAbsent(key, new Seen(headline, at));
      keys.add(key);
    }
    return keys;
  }

  /** What is still listed would come again as new. */
  private synchronized void forget(Set<String> listed, Instant before) {
    known
        .entrySet()
        .removeIf(each -> each.getValue().at().isBefore(before) && !listed.contains(each.getKey()));
  }

  /** Why a vote is called at that time; a shock is told of once in its window. */
  public synchronized Optional<String> shock(Instant asOf) {
    Instant last = told;
    if (last != null && asOf.isAfter(last) && asOf.isBefore(last.plus(rule.window()))) {
      return Optional.empty();
    }
    Optional<String> found = rule.at(known.values().stream().map(Seen::at).toList(), asOf);
    if (found.isPresent()) {
      told = asOf;
    }
    return found;
  }

  /** All that it has read of about a day. */
  public synchronized List<Headline> headlines() {
    return known.values().stream().map(Seen::headline).toList();
  }

  @Override
  public void close() {
    if (loop != null) {
      loop.shutdownNow();
    }
  }
}
