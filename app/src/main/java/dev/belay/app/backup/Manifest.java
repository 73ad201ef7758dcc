package dev.belay.app.backup;

import java.util.List;

/**
 * What a backup holds; the last file in it, so one that was cut off has none.
 *
 * @param format of the archive; a higher one than {@link #FORMAT} is refused
 * @param belay version of the Belay that wrote it
 * @param installation id from which client order ids derive
 * @param takenAt wall time of the snapshot, ISO-8601 in UTC
 * @param prompts files of the home's prompts folder
 */
record Manifest(
    int format,
    String belay,
    String installation,
    String takenAt,
    List<Schema> schemas,
    List<Table> tables,
    List<Sequence> sequences,
    List<Entry> prompts) {
  static final int FORMAT = 1;
  static final String NAME = "manifest.json";

  Manifest {
    schemas = List.copyOf(schemas);
    tables = List.copyOf(tables);
    sequences = List.copyOf(sequences);
    prompts = List.copyOf(prompts);
  }

  /**
   * A schema.
   *
   * @param version of its last migration
   */
  record Schema(String name, String version) {}

  /**
   * A file in the archive.
   *
   * @param bytes before it was compressed
   * @param sha256 of those bytes, in hex
   */
  record Entry(String name, long bytes, String sha256) {}

  /** A table's rows, as {@code COPY} writes and reads them. */
  record Table(String schema, String name, List<String> columns, long rows, Entry file) {
    Table {
      columns = List.copyOf(columns);
    }

    /** As {@code COPY} names it. */
    String target() {
      return "%s.%s (%s)"
          .formatted(quoted(schema), quoted(name), String.join(", ", quotedColumns()));
    }

    private List<String> quotedColumns() {
      return columns.stream().map(Manifest::quoted).toList();
    }
  }

  /** Where a sequence stands. */
  record Sequence(String schema, String name, long last) {}

  static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  long rows() {
    return tables.stream().mapToLong(Table::rows).sum();
  }

  /** Of all tables, before they were compressed. */
  long bytes() {
    return tables.stream().mapToLong(table -> table.file().bytes()).sum();
  }
}
