package dev.belay.app.backup;

import dev.belay.app.base.CacheFolder;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.base.PrivateFiles;
import dev.belay.app.home.BelayHome;
import dev.belay.app.postgres.PostgresServer;
import dev.belay.app.process.ChildNote;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Makes a home from a backup. It is made beside the place where it belongs and moved there when it
 * is whole, so the place has nothing or all of it.
 */
final class Restore {
  private static final int BUFFER = 1 << 16;
  private static final long SPACE_TO_START = 256L << 20;

  private final CacheFolder cache;
  private final Map<String, String> environment;
  private final Steps steps;

  Restore(CacheFolder cache, Map<String, String> environment, Steps steps) {
    this.cache = cache;
    this.environment = Map.copyOf(environment);
    this.steps = steps;
  }

  /**
   * Makes the home.
   *
   * @throws OperatorException if there is something at the place already; nothing is changed then
   * @throws SQLException if the database refuses
   */
  void run(Archive archive, Path home) throws IOException, SQLException {
    requireNothingAt(home);
    Path staging = home.resolveSibling(home.getFileName() + ".restoring");
    clear(staging);
    try {
      try (BelayHome fresh = BelayHome.open(staging)) {
        requireRoom(staging, archive.manifest());
        steps.say("starting a database");
        try (PostgresServer postgres = PostgresServer.start(fresh, cache, environment)) {
          fill(postgres, archive);
        }
        prompts(archive, staging);
      }
      Files.move(staging, home, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      clear(staging);
    }
  }

  private static void requireNothingAt(Path home) throws IOException {
    BelayHome.running(home)
        .ifPresent(
            running -> {
              throw new OperatorException(
                  ExitCode.BAD_INPUT,
                  "Expected a home that does not exist yet, but %s is in use by process %d; name another with --home. Nothing was changed."
                      .formatted(home, running.process().pid()));
            });
    if (Files.exists(home)) {
      if (!Files.isDirectory(home)) {
        throw occupied(home, "is a file");
      }
      try (Stream<Path> inside = Files.list(home)) {
        if (inside.findAny().isPresent()) {
          throw occupied(home, "has files");
        }
      }
    }
  }

  private static OperatorException occupied(Path home, String found) {
    return new OperatorException(
        ExitCode.BAD_INPUT,
        "Expected a home that does not exist yet or an empty folder, but %s %s; name another with --home. Nothing was changed."
            .formatted(home, found));
  }

  /** Takes away what a restore that was killed has left. */
  private static void clear(Path staging) throws IOException {
    if (Files.exists(staging)) {
      try (BelayHome left = BelayHome.open(staging)) {
        ChildNote.stopAll(left.folder("children"));
      }
      CacheFolder.deleteTree(staging);
    }
  }

  private static void requireRoom(Path staging, Manifest manifest) throws IOException {
    long free = Files.getFileStore(staging).getUsableSpace();
    long needed = 2 * manifest.bytes() + SPACE_TO_START;
    if (free < needed) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected about %d MiB free on the disk of %s, but found %d; free some space, or choose another home with --home. Nothing was changed."
              .formatted(needed >> 20, staging, free >> 20));
    }
  }

  private void fill(PostgresServer postgres, Archive archive) throws IOException, SQLException {
    requireEmpty(postgres);
    boolean whole = false;
    try {
      fillEmpty(postgres, archive);
      whole = true;
    } finally {
      if (!whole && postgres.kind() == PostgresServer.Kind.EXTERNAL) {
        drop(postgres, archive.manifest());
      }
    }
  }

  private void fillEmpty(PostgresServer postgres, Archive archive)
      throws IOException, SQLException {
    Manifest manifest = archive.manifest();
    for (Manifest.Schema schema : manifest.schemas()) {
      steps.step("schema " + schema.name());
      Books.of(schema.name()).create(postgres, schema.version());
    }
    try (Connection connection = Books.connect(postgres)) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        // The rows are of one snapshot: what triggers and references would do was done before.
        statement.execute("SET LOCAL session_replication_role = replica");
        String all =
            manifest.tables().stream()
                .map(t -> Manifest.quoted(t.schema()) + "." + Manifest.quoted(t.name()))
                .collect(Collectors.joining(", "));
        statement.execute("TRUNCATE " + all);
      }
      for (Manifest.Table table : manifest.tables()) {
        steps.step(table.schema() + "." + table.name());
        copy(connection, archive, table);
      }
      sequences(connection, manifest);
      connection.commit();
      connection.setAutoCommit(true);
      try (Statement statement = connection.createStatement()) {
        statement.execute("ANALYZE");
      }
    }
  }

  /** Of a Postgres of one's own; the embedded one is new. */
  private static void requireEmpty(PostgresServer postgres) throws SQLException {
    try (Connection connection = Books.connect(postgres);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT nspname FROM pg_namespace WHERE nspname IN ('belay', 'simulator')""")) {
      if (rows.next()) {
        throw new OperatorException(
            ExitCode.BAD_INPUT,
            "Expected a database without the schemas belay and simulator, but it has %s; name another with BELAY_DATABASE_URL, or leave that out for a database of the home's own. Nothing was changed."
                .formatted(rows.getString(1)));
      }
    }
  }

  private static void drop(PostgresServer postgres, Manifest manifest) throws SQLException {
    try (Connection connection = Books.connect(postgres);
        Statement statement = connection.createStatement()) {
      for (Manifest.Schema schema : manifest.schemas()) {
        statement.execute(
            "DROP SCHEMA IF EXISTS %s CASCADE".formatted(Manifest.quoted(schema.name())));
      }
    }
  }

  private void copy(Connection connection, Archive archive, Manifest.Table table)
      throws IOException, SQLException {
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY " + table.target() + " FROM STDIN");
    try (InputStream in = archive.open(table.file())) {
      byte[] buffer = new byte[BUFFER];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        copy.writeToCopy(buffer, 0, count);
        steps.step(table.schema() + "." + table.name());
      }
      long rows = copy.endCopy();
      if (rows != table.rows()) {
        throw new OperatorException(
            ExitCode.BAD_INPUT,
            "Expected %d rows of %s.%s, but the backup has %d; use another copy. Nothing was changed."
                .formatted(table.rows(), table.schema(), table.name(), rows));
      }
      steps.copied(rows);
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private static void sequences(Connection connection, Manifest manifest) throws SQLException {
    try (PreparedStatement set =
        connection.prepareStatement("SELECT setval(?::regclass, ?, true)")) {
      for (Manifest.Sequence sequence : manifest.sequences()) {
        set.setString(
            1, Manifest.quoted(sequence.schema()) + "." + Manifest.quoted(sequence.name()));
        set.setLong(2, sequence.last());
        set.execute();
      }
    }
  }

  private static void prompts(Archive archive, Path home) throws IOException {
    Path folder = home.resolve(Archive.PROMPTS);
    for (Manifest.Entry entry : archive.manifest().prompts()) {
      Path file = home.resolve(entry.name()).normalize();
      if (!folder.equals(file.getParent())) {
        throw new OperatorException(
            ExitCode.BAD_INPUT,
            "Expected a prompt in the folder %s, was \"%s\"; the backup is not one that Belay wrote. Nothing was changed."
                .formatted(Archive.PROMPTS, entry.name()));
      }
      PrivateFiles.folder(folder);
      try (InputStream in = archive.open(entry)) {
        PrivateFiles.write(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }
}
