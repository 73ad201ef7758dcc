package dev.belay.api.export;

import dev.belay.api.ApiSettings;
import dev.belay.api.portfolio.Parameters;
import dev.belay.api.problem.AnswersProblems;
import dev.belay.api.problem.ProblemException;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The books as files. */
@AnswersProblems
@Controller("/api/export")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "exports")
final class ExportController {
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private static final Logger LOG = LoggerFactory.getLogger(ExportController.class);

  private final ExportBook book;
  private final String portfolio;

  ExportController(ExportBook book, ApiSettings settings) {
    this.book = book;
    this.portfolio = settings.portfolio();
  }

  /**
   * A file of all there is in a range of market time, in the order in which it was recorded. It is
   * read page by page while it is sent; one that breaks off ends without the transfer's end mark.
   *
   * @param what trades, fills, equity, decisions or income
   * @param format csv, unless json is asked for
   * @param from market time, inclusive; from the beginning unless told
   * @param to market time, exclusive; to the end unless told
   * @param agent only of this trader_id
   * @param fund the portfolio unless told, or the amplifier's desk
   */
  @Get("/{what}")
  HttpResponse<StreamedFile> export(
      String what,
      @Nullable @QueryValue String format,
      @Nullable @QueryValue String from,
      @Nullable @QueryValue String to,
      @Nullable @QueryValue String agent,
      @Nullable @QueryValue String fund) {
    Sheet<?> sheet = Sheets.named(what).orElseThrow(() -> unknown(what));
    Format form = format(format);
    ExportBook.Range range = range(fund, from, to, agent);
    // The first page is read here, so that a ledger that is away is told as a problem.
    InputStream text = text(sheet, form, range);
    String name = "%s-%s.%s".formatted(range.fund(), sheet.name(), form.extension());
    return HttpResponse.ok(new StreamedFile(text, MediaType.of(form.mediaType())).attach(name));
  }

  private ExportBook.Range range(
      @Nullable String fund, @Nullable String from, @Nullable String to, @Nullable String agent) {
    String named = Parameters.fund(book.funds(), fund);
    String whose = named == null ? portfolio : named;
    Instant first = Parameters.instant("from", from);
    Instant end = Parameters.instant("to", to);
    String of = Parameters.agent(agent);
    if (first != null && end != null && !first.isBefore(end)) {
      throw ProblemException.badRequest(
          "\"from\" before \"to\"", first + " and " + end, "Exchange or correct them.");
    }
    List<String> agents = book.agents(whose);
    if (of != null && !agents.contains(of)) {
      throw ProblemException.notFound(
          "one of the agents " + String.join(", ", agents),
          "\"" + of + "\"",
          "/api/agents lists them.");
    }
    return new ExportBook.Range(
        whose, of, first == null ? Instant.EPOCH : first, end == null ? LAST : end);
  }

  private InputStream text(Sheet<?> sheet, Format format, ExportBook.Range range) {
    List<String> columns = sheet.columns().stream().<String>map(Sheet.Column::name).toList();
    Iterator<List<@Nullable Object[]>> pages = sheet.cells(book, range);
    return new Breaking(
        new Enumeration<>() {
          private boolean begun;
          private boolean empty = true;
          private boolean ended;

          @Override
          public boolean hasMoreElements() {
            return !ended;
          }

          @Override
          public InputStream nextElement() {
            return new ByteArrayInputStream(Format.bytes(next()));
          }

          private String next() {
            if (!begun) {
              begun = true;
              return format.head(columns);
            }
            if (pages.hasNext()) {
              boolean first = empty;
              empty = false;
              return format.rows(columns, pages.next(), first);
            }
            ended = true;
            return format.end(empty);
          }
        });
  }

  /** A page that can't be read breaks the transfer off: anything but this would let it hang. */
  private static final class Breaking extends FilterInputStream {
    Breaking(Enumeration<InputStream> pages) {
      super(new SequenceInputStream(pages));
    }

    @Override
    public int read() throws IOException {
      try {
        return super.read();
      } catch (RuntimeException e) {
        throw broken(e);
      }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      try {
        return super.read(into, offset, length);
      } catch (RuntimeException e) {
        throw broken(e);
      }
    }

    private static IOException broken(RuntimeException e) {
      LOG.warn("An export broke off: {}", e.getMessage());
      return new IOException("The books could not be read to their end", e);
    }
  }

  private static Format format(@Nullable String text) {
    if (text == null) {
      return Format.CSV;
    }
    for (Format format : Format.values()) {
      if (format.name().toLowerCase(Locale.ROOT).equals(text)) {
        return format;
      }
    }
    throw ProblemException.badRequest(
        "csv or json in the parameter \"format\"",
        "another text of %d characters".formatted(text.length()),
        "Correct it or leave it out.");
  }

  private static ProblemException unknown(String what) {
    String names = String.join(", ", Sheets.ALL.stream().<String>map(Sheet::name).toList());
    return ProblemException.notFound(
        "one of " + names, "\"" + what + "\"", "Ask for one of these.");
  }
}
