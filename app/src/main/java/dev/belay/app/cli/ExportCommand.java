package dev.belay.app.cli;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Writes the books as a file, as {@code GET /api/export/WHAT} tells them. */
@Command(
    name = "export",
    description = "Write trades, fills, equity, decisions or income as CSV or JSON.")
final class ExportCommand implements Callable<Integer> {
  private final Console console;
  @Mixin Flags.Home home = new Flags.Home();
  @Mixin Flags.ApiPort port = new Flags.ApiPort();

  @Parameters(paramLabel = "WHAT", description = "trades, fills, equity, decisions or income.")
  What what = What.TRADES;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "csv",
      description = "csv or json (${DEFAULT-VALUE}).")
  Format format = Format.CSV;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = Time.class,
      description = "Market time, inclusive: 2026-01-05 or 2026-01-05T12:00:00Z; UTC.")
  @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = Time.class,
      description = "Market time, exclusive.")
  @Nullable Instant to;

  @Option(names = "--agent", paramLabel = "AGENT", description = "Only of this agent.")
  @Nullable String agent;

  @Option(
      names = "--fund",
      paramLabel = "NAME",
      description = "Of the portfolio, as without, or of the amplifier's desk.")
  @Nullable String fund;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to, whole or not at all; else to standard output.")
  @Nullable Path out;

  ExportCommand(Console console) {
    this.console = console;
  }

  /** What can be exported. */
  enum What {
    TRADES,
    FILLS,
    EQUITY,
    DECISIONS,
    INCOME
  }

  /** How it is written. */
  enum Format {
    CSV,
    JSON
  }

  @Override
  public Integer call() {
    if (from != null && to != null && !from.isBefore(to)) {
      throw new OperatorException(
          ExitCode.USAGE, "Expected --from before --to, was %s and %s.".formatted(from, to));
    }
    try (InputStream text =
        BelayApi.of(home.locate(console.environment()), port.port).open(path())) {
      if (out == null) {
        text.transferTo(console.out());
        console.out().flush();
      } else {
        replace(out.toAbsolutePath(), text);
        console.err().println("written to " + out);
      }
    } catch (IOException e) {
      throw new OperatorException(
          ExitCode.FAILED,
          "Expected the export to come to its end, but it broke off (%s); what was written is not whole: try again."
              .formatted(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
          e);
    }
    return ExitCode.DONE.code();
  }

  private String path() {
    Map<String, @Nullable Object> query = new LinkedHashMap<>();
    query.put("format", format.name().toLowerCase(Locale.ROOT));
    query.put("from", from);
    query.put("to", to);
    query.put("agent", agent);
    query.put("fund", fund);
    return BelayApi.path("/api/export/" + what.name().toLowerCase(Locale.ROOT), query);
  }

  /** Whoever looks sees the old file or the whole new one. */
  private static void replace(Path file, InputStream text) throws IOException {
    Path fresh;
    try {
      fresh = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".part");
    } catch (IOException e) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected to write %s, but its folder is not there or may not be written; choose another with --out."
              .formatted(file),
          e);
    }
    try {
      try (OutputStream into = Files.newOutputStream(fresh)) {
        text.transferTo(into);
      }
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** A day stands for its first moment. */
  static final class Time implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return text.length() == "2026-01-05".length()
            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
            : Instant.parse(text);
      } catch (DateTimeParseException e) {
        throw new TypeConversionException(
            "Expected a day or an instant in UTC such as 2026-01-05 or 2026-01-05T12:00:00Z, was \"%s\""
                .formatted(text));
      }
    }
  }
}
