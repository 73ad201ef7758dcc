package dev.belay.activities.notify;

import java.time.Duration;
import java.util.List;

/** Where notifications go. */
public interface Channel {

  /** Known to the ledger by it; no secret, and the same after a restart. */
  String name();

  /** How many fit into one message, at most. */
  int most();

  /** Between two messages, so that the other side need not complain. */
  Duration breath();

  /** Tries once, and returns within a few seconds. */
  Sent send(List<Notice> notices) throws InterruptedException;
}
