package dev.belay.app.backup;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.Json;
import dev.belay.app.base.OperatorException;
import dev.belay.app.postgres.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.flywaydb.core.api.MigrationVersion;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Writes the ledger and the paper venue's books, as one snapshot has them, and the home's prompts
 * into one file. Nobody waits for it, so Belay may trade meanwhile.
 */
final class Backup {
  private final PostgresServer postgres;
  private final Path home;
  private final String version;
  private final Steps steps;

  /**
   * @param home whose prompts are taken
   * @param version of this Belay
   */
  Backup(PostgresServer postgres, Path home, String version, Steps steps) {
    this.postgres = postgres;
    this.home = home;
    this.version = version;
    this.steps = steps;
  }

  /**
   * Writes the file, readable by its owner only, whole or not at all.
   *
   * @throws SQLException if the books can't be read
   */
  Manifest write(Path file) throws IOException, SQLException {
    Path fresh = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.deleteIfExists(fresh);
      Manifest manifest;
      try (FileChannel channel =
          FileChannel.open(
              fresh,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
        // Not closed by itself: that would close the channel before its bytes are on the disk.
        ZipOutputStream zip = new ZipOutputStream(Channels.newOutputStream(channel));
        manifest = fill(zip);
        zip.finish();
        zip.flush();
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      return manifest;
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private Manifest fill(ZipOutputStream zip) throws IOException, SQLException {
    try (Connection connection = Books.connect(postgres)) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      String takenAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
      List<Manifest.Schema> schemas = schemas(connection);
      List<Manifest.Table> tables = new ArrayList<>();
      for (Manifest.Schema schema : schemas) {
        for (String table : tables(connection, schema.name())) {
          steps.step(schema.name() + "." + table);
          tables.add(copy(connection, zip, schema.name(), table));
        }
      }
      // After the rows: sequences are outside of any snapshot, and must not be behind them.
      List<Manifest.Sequence> sequences = sequences(connection, schemas);
      Manifest manifest =
          new Manifest(
              Manifest.FORMAT,
              version,
              installation(connection),
              takenAt,
              schemas,
              tables,
              sequences,
              prompts(zip));
      zip.putNextEntry(new ZipEntry(Manifest.NAME));
      zip.write(Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
      zip.closeEntry();
      return manifest;
    }
  }

  private static List<Manifest.Schema> schemas(Connection connection) throws SQLException {
    List<Manifest.Schema> schemas = new ArrayList<>();
    for (Books books : Books.values()) {
      List<String> there =
          texts(
              connection,
              "SELECT schemaname FROM pg_tables WHERE tablename = 'flyway_schema_history' AND schemaname = '%s'"
                  .formatted(books.schema()));
      if (there.isEmpty()) {
        continue;
      }
      String newest =
          texts(
                  connection,
                  "SELECT version FROM %s.flyway_schema_history WHERE success AND version IS NOT NULL"
                      .formatted(books.schema()))
              .stream()
              .map(MigrationVersion::fromVersion)
              .max(MigrationVersion::compareTo)
              .orElseThrow(() -> noBooks(books.schema()))
              .toString();
      schemas.add(new Manifest.Schema(books.schema(), newest));
    }
    if (schemas.isEmpty()) {
      throw noBooks(Books.LEDGER.schema());
    }
    return schemas;
  }

  static OperatorException noBooks(String schema) {
    return new OperatorException(
        ExitCode.BAD_INPUT,
        "Expected a database with the schema %s, but Belay has never traded on this one; name the home that is meant with --home."
            .formatted(schema));
  }

  private static List<String> tables(Connection connection, String schema) throws SQLException {
    return texts(
        connection,
        """
        SELECT tablename FROM pg_tables
          WHERE schemaname = '%s' AND tablename <> 'flyway_schema_history' ORDER BY tablename"""
            .formatted(schema));
  }

  private static String installation(Connection connection) throws SQLException {
    return texts(connection, "SELECT id FROM belay.installation").stream()
        .findFirst()
        .orElseThrow(() -> noBooks(Books.LEDGER.schema()));
  }

  private static List<Manifest.Sequence> sequences(
      Connection connection, List<Manifest.Schema> schemas) throws SQLException {
    List<Manifest.Sequence> sequences = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT schemaname, sequencename, last_value FROM pg_sequences
                  WHERE last_value IS NOT NULL ORDER BY 1, 2""")) {
      while (rows.next()) {
        String schema = rows.getString(1);
        if (schemas.stream().anyMatch(known -> known.name().equals(schema))) {
          sequences.add(new Manifest.Sequence(schema, rows.getString(2), rows.getLong(3)));
        }
      }
    }
    return sequences;
  }

  private Manifest.Table copy(
      Connection connection, ZipOutputStream zip, String schema, String name)
      throws IOException, SQLException {
    List<String> columns =
        texts(
            connection,
            """
            SELECT a.attname FROM pg_attribute a
              WHERE a.attrelid = '%s.%s'::regclass AND a.attnum > 0 AND NOT a.attisdropped
                AND a.attgenerated = '' ORDER BY a.attnum"""
                .formatted(Manifest.quoted(schema), Manifest.quoted(name)));
    Manifest.Entry none = new Manifest.Entry(schema + "/" + name + ".copy", 0, "");
    Manifest.Table table = new Manifest.Table(schema, name, columns, 0, none);
    zip.putNextEntry(new ZipEntry(none.name()));
    MessageDigest sha = Archive.sha256();
    long bytes = 0;
    long rows = 0;
    CopyOut copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut("COPY " + table.target() + " TO STDOUT");
    try {
      for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
        zip.write(row);
        sha.update(row);
        bytes += row.length;
        rows++;
        steps.row(schema + "." + name);
      }
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
    zip.closeEntry();
    return new Manifest.Table(
        schema, name, columns, rows, new Manifest.Entry(none.name(), bytes, hex(sha)));
  }

  private List<Manifest.Entry> prompts(ZipOutputStream zip) throws IOException {
    List<Manifest.Entry> entries = new ArrayList<>();
    Path folder = home.resolve(Archive.PROMPTS);
    if (!Files.isDirectory(folder)) {
      return entries;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = Archive.PROMPTS + "/" + file.getFileName();
        MessageDigest sha = Archive.sha256();
        zip.putNextEntry(new ZipEntry(name));
        long bytes;
        try (InputStream in = Files.newInputStream(file)) {
          bytes = Archive.transfer(in, zip, sha);
        }
        zip.closeEntry();
        entries.add(new Manifest.Entry(name, bytes, hex(sha)));
      }
    }
    return entries;
  }

  private static String hex(MessageDigest sha) {
    return HexFormat.of().formatHex(sha.digest());
  }

  private static List<String> texts(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }
}
