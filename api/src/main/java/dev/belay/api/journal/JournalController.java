package dev.belay.api.journal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.api.ApiJson;
import dev.belay.api.ApiSettings;
import dev.belay.api.live.EventText;
import dev.belay.api.portfolio.Parameters;
import dev.belay.api.problem.AnswersProblems;
import dev.belay.api.problem.ProblemException;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.ledger.read.JournalQuery;
import dev.belay.ledger.read.JournalRow;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The journal's events. */
@AnswersProblems
@Controller("/api/journal")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "journal")
final class JournalController {
  private static final Pattern KINDS = Pattern.compile("[a-z_]{1,40}(,[a-z_]{1,40}){0,30}");
  private static final Pattern CURSOR =
      Pattern.compile("([0-9TZ:.+-]{20,40})~([\\w./-]{1,100})~(\\d{1,18})");

  private final JournalBook book;
  private final String portfolio;

  JournalController(JournalBook book, ApiSettings settings) {
    this.book = book;
    this.portfolio = settings.portfolio();
  }

  /**
   * An event of an account.
   *
   * @param seq number within the account, from 1
   * @param kind such as decision, fill or halt
   * @param text the event in a sentence
   * @param body as recorded
   * @param at wall time
   * @param hash over this event and the one before
   */
  @Schema(name = "JournalEvent")
  public record Event(
      String account,
      long seq,
      String kind,
      String text,
      @Schema(implementation = Object.class) JsonNode body,
      Instant at,
      String hash) {
    static Event of(JournalRow row) {
      return new Event(
          row.account(),
          row.seq(),
          row.kind(),
          EventText.of(row),
          ApiJson.parse(row.body()),
          row.recordedAt(),
          row.hash());
    }
  }

  /**
   * A page of events.
   *
   * @param next goes into {@code before}, or into {@code after} where that was asked for, to read
   *     on; null at the end
   */
  @Schema(name = "JournalPage")
  public record JournalPage(List<Event> items, @Nullable String next) {}

  /**
   * Events, newest first; or, with {@code after}, an account's events from there on, oldest first.
   *
   * @param account such as main.qwen_single or main/unallocated, where the fund's own events are
   * @param agent a trader_id, short for its account
   * @param kind one kind or several with commas between, such as fill,income
   * @param from wall time, inclusive
   * @param to wall time, exclusive
   * @param before the {@code next} of an earlier answer
   * @param after a number; only with an account or an agent, and without other filters
   * @param limit how many at most, 1 to 500; 50 unless told
   */
  @Get
  JournalPage journal(
      @Nullable @QueryValue String account,
      @Nullable @QueryValue String agent,
      @Nullable @QueryValue String kind,
      @Nullable @QueryValue String from,
      @Nullable @QueryValue String to,
      @Nullable @QueryValue String before,
      @Nullable @QueryValue String after,
      @Nullable @QueryValue String limit) {
    int most = Parameters.page(agent, null, limit).limit();
    String of = account(account, Parameters.agent(agent));
    if (after != null) {
      return onwards(of, after, most, kind == null && from == null && to == null && before == null);
    }
    JournalBook.Filter filter =
        new JournalBook.Filter(
            of, kinds(kind), Parameters.instant("from", from), Parameters.instant("to", to));
    List<JournalRow> rows = book.newest(filter, before == null ? null : cursor(before), most);
    return new JournalPage(
        rows.stream().map(Event::of).toList(), rows.size() < most ? null : cursor(rows.getLast()));
  }

  private JournalPage onwards(@Nullable String account, String after, int limit, boolean alone) {
    if (account == null || !alone || !after.matches("\\d{1,18}")) {
      throw ProblemException.badRequest(
          "\"after\" as a number from 0, with \"account\" or \"agent\" and no other filter",
          "another combination",
          "Correct it, or page with \"before\".");
    }
    List<JournalRow> rows = book.after(account, Long.parseLong(after), limit);
    return new JournalPage(
        rows.stream().map(Event::of).toList(),
        rows.isEmpty() ? after : Long.toString(rows.getLast().seq()));
  }

  private @Nullable String account(@Nullable String account, @Nullable String agent) {
    String of = agent == null ? account : PortfolioSpec.account(portfolio, agent);
    if (of == null) {
      return null;
    }
    List<String> accounts = book.accounts();
    if (!accounts.contains(of) || (account != null && !account.equals(of))) {
      throw ProblemException.notFound(
          "one of the accounts " + String.join(", ", accounts),
          agent == null ? "another" : "the agent \"" + agent + "\"",
          "/api/agents lists the agents.");
    }
    return of;
  }

  private static List<String> kinds(@Nullable String kind) {
    if (kind == null) {
      return List.of();
    }
    if (!KINDS.matcher(kind).matches()) {
      throw ProblemException.badRequest(
          "kinds such as fill,income in the parameter \"kind\"",
          "a text of %d characters".formatted(kind.length()),
          "Correct it or leave it out.");
    }
    return List.of(kind.split(",", -1));
  }

  private static String cursor(JournalRow row) {
    return "%s~%s~%d".formatted(row.recordedAt(), row.account(), row.seq());
  }

  private static JournalQuery.Cursor cursor(String text) {
    Matcher parts = CURSOR.matcher(text);
    try {
      if (parts.matches()) {
        return new JournalQuery.Cursor(
            Instant.parse(parts.group(1)), parts.group(2), Long.parseLong(parts.group(3)));
      }
    } catch (DateTimeParseException e) {
      // Answered below, like any other text that is no place in the journal.
    }
    throw ProblemException.badRequest(
        "the \"next\" of an earlier answer in the parameter \"before\"",
        "another text",
        "Leave it out to begin with the newest.");
  }
}
