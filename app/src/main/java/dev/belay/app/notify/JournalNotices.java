package dev.belay.app.notify;

import dev.belay.activities.notify.Notice;
import dev.belay.activities.notify.NoticeSource;
import dev.belay.activities.notify.NoticeTopic;
import dev.belay.ledger.Notifications;
import dev.belay.ledger.Notifications.Standing;
import dev.belay.ledger.read.HistoryReader;
import dev.belay.ledger.read.HistoryReader.MarkSpan;
import dev.belay.ledger.read.JournalRow;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a channel has not been told of the journal, and of days that are over. What was told is kept
 * in the ledger afterwards, so that a crash between the two tells it once more and never loses it.
 */
final class JournalNotices implements NoticeSource {
  /** Of one account at a look; the rest comes with the next. */
  private static final int ROWS = 100;

  /** Of one account; what is older is counted and left out. */
  private static final long MOST_BEHIND = 5_000;

  /** Events that nobody need be told are passed over this often without a word to the ledger. */
  private static final int UNSAVED = 500;

  private static final int MOST_DAYS = 3;

  private final String portfolio;
  private final String channel;
  private final Set<NoticeTopic> topics;
  private final Notifications book;
  private final HistoryReader history;
  private final NoticeWriter writer;
  private final InstantSource wall;
  private final Deque<Item> items = new ArrayDeque<>();
  private @Nullable Standing standing;
  private int unsaved;

  JournalNotices(
      String portfolio,
      String channel,
      Set<NoticeTopic> topics,
      Notifications book,
      HistoryReader history,
      NoticeWriter writer,
      InstantSource wall) {
    this.portfolio = portfolio;
    this.channel = channel;
    this.topics = topics;
    this.book = book;
    this.history = history;
    this.writer = writer;
    this.wall = wall;
  }

  /**
   * Something that lies ahead of the channel.
   *
   * @param notice null where nobody need be told
   * @param upTo by account the number of the event reached with it
   * @param day whose summary it is; null for none
   */
  private record Item(@Nullable Notice notice, Map<String, Long> upTo, @Nullable LocalDate day) {}

  @Override
  public List<Notice> next(int most) {
    Standing now = standing;
    if (now == null) {
      now = book.begin(portfolio, channel);
      standing = now;
    }
    if (items.isEmpty()) {
      load(now);
    }
    passOver();
    List<Notice> notices = new ArrayList<>();
    for (Item item : items) {
      if (item.notice() != null && notices.size() < most) {
        notices.add(item.notice());
      }
    }
    return notices;
  }

  @Override
  public void taken(int count) {
    for (int left = count; left > 0; ) {
      Item item = items.removeFirst();
      pass(item);
      left -= item.notice() == null ? 0 : 1;
    }
    save();
  }

  private void passOver() {
    while (!items.isEmpty() && items.getFirst().notice() == null) {
      pass(items.removeFirst());
    }
    if (unsaved > UNSAVED) {
      save();
    }
  }

  private void pass(Item item) {
    Standing before = standing();
    SortedMap<String, Long> seqs = new TreeMap<>(before.seqs());
    seqs.putAll(item.upTo());
    standing = new Standing(seqs, item.day() == null ? before.day() : item.day());
    unsaved++;
  }

  private void save() {
    book.told(portfolio, channel, standing());
    unsaved = 0;
  }

  private Standing standing() {
    if (standing == null) {
      throw new IllegalStateException("Expected a channel that was asked what is next first");
    }
    return standing;
  }

  private void load(Standing from) {
    SortedMap<String, Long> skipped = new TreeMap<>();
    long leftOut = 0;
    List<JournalRow> rows = new ArrayList<>();
    for (Map.Entry<String, Long> head : history.journalHeads(portfolio).entrySet()) {
      long seq = from.seqs().getOrDefault(head.getKey(), 0L);
      long first = Math.max(seq, head.getValue() - MOST_BEHIND);
      if (first > seq) {
        skipped.put(head.getKey(), first);
        leftOut += first - seq;
      }
      if (head.getValue() > first) {
        rows.addAll(history.journalAfter(head.getKey(), first, ROWS));
      }
    }
    if (leftOut > 0) {
      items.add(new Item(writer.leftOut(channel, leftOut, wall.instant()), skipped, null));
    }
    rows.sort(
        Comparator.comparing(JournalRow::recordedAt)
            .thenComparing(JournalRow::account)
            .thenComparing(JournalRow::seq));
    for (JournalRow row : rows) {
      items.add(new Item(wanted(row), Map.of(row.account(), row.seq()), null));
    }
    history.markSpan(portfolio).ifPresent(span -> days(from.day(), span));
  }

  private @Nullable Notice wanted(JournalRow row) {
    return writer.of(row).filter(notice -> topics.contains(notice.topic())).orElse(null);
  }

  /** Days that are over and were not told, at most the last three. */
  private void days(@Nullable LocalDate told, MarkSpan span) {
    LocalDate last = NoticeWriter.dayOf(span.last()).minusDays(1);
    LocalDate next = told == null ? NoticeWriter.dayOf(span.first()) : told.plusDays(1);
    LocalDate first = last.minusDays(MOST_DAYS - 1);
    for (LocalDate day = next.isBefore(first) ? first : next;
        !day.isAfter(last);
        day = day.plusDays(1)) {
      Notice notice =
          topics.contains(NoticeTopic.DAILY)
              ? writer.day(history.day(portfolio, day), wall.instant()).orElse(null)
              : null;
      items.add(new Item(notice, Map.of(), day));
    }
  }
}
