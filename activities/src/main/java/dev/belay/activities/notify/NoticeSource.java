package dev.belay.activities.notify;

import java.util.List;

/** What a channel has not been told. For one thread; methods throw when the ledger is away. */
public interface NoticeSource {

  /**
   * The oldest that were not taken; the same again until they are.
   *
   * @param most at least 1
   */
  List<Notice> next(int most);

  /** The first so many of {@link #next} are settled for good. */
  void taken(int count);
}
