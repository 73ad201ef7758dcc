package dev.belay.ledger.read;

import java.time.Instant;
import java.util.List;

/**
 * How much room the books take.
 *
 * @param bytes of the whole database, the venue's books on paper included
 * @param tables the largest, with their indexes, largest first
 * @param deletedBodies texts whose bodies retention has deleted
 * @param at wall time of the measurement
 */
public record DatabaseSize(long bytes, List<Table> tables, long deletedBodies, Instant at) {
  public DatabaseSize {
    tables = List.copyOf(tables);
  }

  /**
   * A table's share.
   *
   * @param name with its schema, such as belay.journal
   */
  public record Table(String name, long bytes) {}
}
