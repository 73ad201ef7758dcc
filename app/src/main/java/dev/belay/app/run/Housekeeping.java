package dev.belay.app.run;

import dev.belay.api.health.Upkeep;
import dev.belay.app.home.DiskBrake;
import dev.belay.app.home.DiskLevel;
import dev.belay.domain.portfolio.RefusalCode;
import dev.belay.ledger.read.DatabaseSize;
import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.TaskScheduler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process does for itself while it trades: it looks at the disk, deletes old bodies of
 * prompts and replies, and measures the database. Nothing of the business depends on its times.
 */
final class Housekeeping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final Duration DISK = Duration.ofSeconds(2);
  private static final Duration SIZE = Duration.ofMinutes(1);
  private static final Duration SWEEP = Duration.ofMinutes(10);
  private static final Duration BREATH = Duration.ofMillis(100);
  private static final int BATCH = 200;

  private final LedgerStack ledger;
  private final @Nullable Duration textsKept;
  private final DiskBrake disk;
  private final Runnable fresh;
  private final List<ScheduledFuture<?>> tasks = new ArrayList<>();
  private volatile @Nullable DatabaseSize size;
  private volatile boolean closed;

  /**
   * @param home whose disk is looked at
   * @param textsKept wall time for which bodies of prompts and replies are kept; null for ever
   * @param fresh forgets what an earlier process left
   */
  private Housekeeping(
      LedgerStack ledger,
      Path home,
      @Nullable Duration textsKept,
      DiskBrake.Entries entries,
      Runnable fresh) {
    this.ledger = ledger;
    this.textsKept = textsKept;
    this.disk = new DiskBrake(home, entries);
    this.fresh = fresh;
  }

  /** Of the process whose home has the books: no entries where its disk is nearly full. */
  static Housekeeping ofTrading(
      LedgerStack ledger, List<String> funds, Path home, @Nullable Duration textsKept) {
    String source = "disk of " + home;
    DiskBrake.Entries entries =
        new DiskBrake.Entries() {
          @Override
          public void refuse(String why) {
            for (String fund : funds) {
              boolean unused = ledger.holds.hold(fund, source, RefusalCode.DISK_LOW, why);
            }
          }

          @Override
          public void admit() {
            for (String fund : funds) {
              boolean unused = ledger.holds.release(fund, source);
            }
          }
        };
    // Of a process that was killed while its disk was full, or of a disk that is gone.
    return new Housekeeping(
        ledger, home, textsKept, entries, () -> funds.forEach(ledger.holds::releaseAll));
  }

  /** Of a process whose books are elsewhere: its disk is told, and hinders nobody. */
  static Housekeeping ofApi(LedgerStack ledger, Path home, @Nullable Duration textsKept) {
    DiskBrake.Entries entries =
        new DiskBrake.Entries() {
          @Override
          public void refuse(String why) {}

          @Override
          public void admit() {}
        };
    return new Housekeeping(ledger, home, textsKept, entries, () -> {});
  }

  /** Looks at the disk at once, then does everything again and again by the API's scheduler. */
  void start(ApplicationContext api) {
    TaskScheduler scheduler =
        api.getBean(TaskScheduler.class, Qualifiers.byName(TaskExecutors.SCHEDULED));
    fresh.run();
    disk.look();
    tasks.add(scheduler.scheduleWithFixedDelay(DISK, DISK, disk::look));
    tasks.add(scheduler.scheduleWithFixedDelay(Duration.ZERO, SIZE, this::measure));
    if (textsKept != null) {
      Duration keep = textsKept;
      tasks.add(scheduler.scheduleWithFixedDelay(SIZE, SWEEP, () -> sweep(keep)));
    }
  }

  private void measure() {
    try {
      size = ledger.reader.size(ledger.wall.instant());
    } catch (RuntimeException e) {
      LOG.debug("The database could not be measured", e);
    }
  }

  /** Small batches with breaks between, so that nobody waits for it. */
  private void sweep(Duration keep) {
    int all = 0;
    try {
      int deleted;
      do {
        deleted = ledger.retention.delete(keep, BATCH);
        all += deleted;
        Thread.sleep(BREATH);
      } while (deleted == BATCH && !closed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn(
          "Old texts could not be deleted; tried again in {} min: {}", SWEEP.toMinutes(), "" + e);
    }
    if (all > 0) {
      LOG.info("Deleted the bodies of {} texts not used for {} days", all, keep.toDays());
    }
  }

  /** Disk and database as last looked at. */
  Upkeep upkeep() {
    DiskBrake.Look look = disk.last();
    return new Upkeep(
        new Upkeep.Disk(
            look.freeBytes(),
            look.level() != DiskLevel.ROOM,
            look.level() == DiskLevel.NO_ENTRIES,
            look.detail()),
        size,
        textsKept);
  }

  @Override
  public void close() {
    closed = true;
    // What runs just now comes to its end: a statement that is interrupted spoils its connection.
    tasks.forEach(task -> task.cancel(false));
  }
}
