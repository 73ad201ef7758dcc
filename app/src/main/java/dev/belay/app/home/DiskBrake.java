package dev.belay.app.home;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has entries refused while the disk is nearly full, long before {@link DiskWatch} stops
 * everything: what is open then still has room to be closed.
 */
public final class DiskBrake {
  private static final Logger LOG = LoggerFactory.getLogger(DiskBrake.class);

  private final Path home;
  private final Supplier<Optional<Long>> free;
  private final Entries entries;
  private volatile Look last = new Look(DiskLevel.ROOM, null);
  private boolean held;

  /** Where entries are refused and admitted; may throw, and is asked again then. */
  public interface Entries {
    void refuse(String why);

    void admit();
  }

  /**
   * What was seen.
   *
   * @param freeBytes null where the system does not tell
   */
  public record Look(DiskLevel level, @Nullable Long freeBytes) {

    /** In words, with what follows from it. */
    public String detail() {
      if (freeBytes == null) {
        return "free space is unknown";
      }
      String found = String.format(Locale.ROOT, "%,d MiB free", freeBytes / DiskLevel.MEBIBYTE);
      return switch (level) {
        case ROOM -> found;
        case LOW ->
            "only %s; below %d MiB no position is opened, below %d MiB Belay stops: free some space"
                .formatted(
                    found,
                    DiskLevel.NO_ENTRIES_BELOW / DiskLevel.MEBIBYTE,
                    DiskWatch.LEAST_TO_RUN / DiskLevel.MEBIBYTE);
        case NO_ENTRIES ->
            "only %s; no position is opened until %d MiB are, below %d MiB Belay stops: free some space"
                .formatted(
                    found,
                    DiskLevel.ENTRIES_AGAIN_FROM / DiskLevel.MEBIBYTE,
                    DiskWatch.LEAST_TO_RUN / DiskLevel.MEBIBYTE);
      };
    }
  }

  public DiskBrake(Path home, Entries entries) {
    this(home, () -> DiskWatch.free(home), entries);
  }

  /**
   * @param free bytes that may still be written; empty where the system does not tell
   */
  DiskBrake(Path home, Supplier<Optional<Long>> free, Entries entries) {
    this.home = home;
    this.free = free;
    this.entries = entries;
  }

  /** Looks at the disk and has entries refused or admitted if that is new. */
  public synchronized void look() {
    Optional<Long> bytes = free.get();
    DiskLevel level = last.level();
    last = new Look(bytes.map(level::now).orElse(level), bytes.orElse(null));
    boolean full = last.level() == DiskLevel.NO_ENTRIES;
    if (full == held) {
      return;
    }
    try {
      if (full) {
        entries.refuse("Expected room on the disk of %s, %s".formatted(home, last.detail()));
        LOG.warn("No new positions: on the disk of {} {}", home, last.detail());
      } else {
        entries.admit();
        LOG.warn("New positions again: the disk of {} has {}", home, last.detail());
      }
      held = full;
    } catch (RuntimeException e) {
      LOG.warn("Expected to note in the ledger what the disk allows; tried again soon: {}", "" + e);
    }
  }

  /** What was seen last. */
  public Look last() {
    return last;
  }
}
