package dev.belay.app.home;

/**
 * How much room a disk has for what Belay does. What was given up is taken up again only when there
 * is clearly more room, so that it does not change with every file that comes and goes.
 */
public enum DiskLevel {
  /** Enough. */
  ROOM,
  /** Somebody should free some space. */
  LOW,
  /** No new positions; those that are open go on. */
  NO_ENTRIES;

  static final long MEBIBYTE = 1L << 20;
  static final long LOW_BELOW = 2048 * MEBIBYTE;
  static final long NO_ENTRIES_BELOW = 500 * MEBIBYTE;
  static final long ENTRIES_AGAIN_FROM = 600 * MEBIBYTE;
  static final long ROOM_AGAIN_FROM = 2148 * MEBIBYTE;

  /** The level of a disk that had this one and now has so many bytes free. */
  public DiskLevel now(long free) {
    if (free < (this == NO_ENTRIES ? ENTRIES_AGAIN_FROM : NO_ENTRIES_BELOW)) {
      return NO_ENTRIES;
    }
    return free < (this == ROOM ? LOW_BELOW : ROOM_AGAIN_FROM) ? LOW : ROOM;
  }
}
