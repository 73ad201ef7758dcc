package dev.belay.activities.amplifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.strategies.amplifier.ballot.Evidence.Headline;
import dev.belay.strategies.amplifier.ballot.NewsShock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Headlines between votes, read from a site that answers or doesn't. */
class NewsWatchTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private final FakeSite site = new FakeSite();
  private final SourceClient client = new SourceClient(Duration.ofSeconds(2), 100_000);
  private final List<String> items = new ArrayList<>();
  private Instant now = NOON;
  private final NewsWatch watch =
      new NewsWatch(
          List.of(
              new RssNews("one", site.at("/one"), client),
              new RssNews("two", site.at("/two"), client)),
          new NewsShock(Duration.ofMinutes(30), 4, 3),
          () -> now);

  @AfterEach
  void close() {
    watch.close();
    site.close();
  }

  /** The newest first, as feeds have it. */
  private void published(String title, Instant at) {
    items.addFirst(
        "<item><title>%s</title><pubDate>%s</pubDate></item>"
            .formatted(
                title, DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC))));
    site.answers("/one", "<rss><channel>" + String.join("", items) + "</channel></rss>");
  }

  private void usual() {
    for (int i = 12; i >= 1; i--) {
      published("usual " + i, NOON.minus(Duration.ofHours(i)));
    }
  }

  @Test
  void aBurstIsToldOfOnceAndTheNextOneAgain() {
    usual();
    watch.look();
    assertThat(watch.shock(NOON)).isEmpty();

    now = NOON.plus(Duration.ofMinutes(10));
    for (int i = 0; i < 4; i++) {
      published("Exchange halts " + i, NOON.plusSeconds(60L * i));
    }
    watch.look();

    assertThat(watch.shock(now)).hasValueSatisfying(why -> assertThat(why).startsWith("news: 4"));
    assertThat(watch.shock(now)).as("of the same cycle, tried again").isPresent();
    assertThat(watch.shock(now.plus(Duration.ofMinutes(5)))).isEmpty();
    assertThat(watch.headlines())
        .extracting(Headline::title)
        .contains("Exchange halts 3", "usual 1");

    Instant later = NOON.plus(Duration.ofHours(2));
    now = later;
    for (int i = 0; i < 8; i++) {
      published("Another " + i, later.minusSeconds(30L * i));
    }
    watch.look();
    assertThat(watch.shock(later)).isPresent();
  }

  @Test
  void theSameStoryOfTwoFeedsAndOfTwoReadingsCountsOnce() {
    usual();
    published("One story", NOON);
    site.answers("/two", "<rss><channel><item><title>ONE STORY</title></item></channel></rss>");

    watch.look();
    watch.look();

    assertThat(watch.headlines()).hasSize(13);
  }

  @Test
  void oldHeadlinesThatAreStillListedDoNotComeAgainAsNew() {
    site.answers(
        "/two", "<rss><channel><item><title>Without a date</title></item></channel></rss>");
    usual();
    watch.look();

    now = NOON.plus(Duration.ofDays(3));
    watch.look();
    site.answers("/two", "<rss><channel><item><title>Other</title></item></channel></rss>");
    assertThat(watch.headlines()).extracting(Headline::title).contains("Without a date");
    watch.look();
    assertThat(watch.headlines())
        .extracting(Headline::title)
        .contains("Other")
        .doesNotContain("Without a date");
  }

  @Test
  void aFeedThatIsDownTakesNothingFromTheOther() {
    usual();
    watch.look();
    assertThat(watch.headlines()).hasSize(12);

    site.answers("/one", "no feed");
    site.answers("/two", "<rss><channel><item><title>Other</title></item></channel></rss>");
    watch.look();
    assertThat(watch.headlines()).hasSize(13);
  }

  @Test
  void readsByItselfUntilItIsClosed() {
    usual();
    watch.start(Duration.ofMillis(20));
    waitFor(2);
    watch.close();
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    int asked = site.asked.size();
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    assertThat(site.asked).hasSize(asked);
  }

  private void waitFor(int times) {
    for (int i = 0; i < 500; i++) {
      if (site.asked.stream().filter("/one"::equals).count() >= times) {
        return;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    throw new AssertionError(
        "Expected the feed to be read %d times, was %s".formatted(times, site.asked));
  }
}
