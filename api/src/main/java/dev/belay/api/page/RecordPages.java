package dev.belay.api.page;

import dev.belay.api.ApiSettings;
import dev.belay.api.live.EventText;
import dev.belay.api.portfolio.HistoryBook;
import dev.belay.api.portfolio.PageRequest;
import dev.belay.api.portfolio.Parameters;
import dev.belay.api.portfolio.PortfolioBook;
import dev.belay.api.portfolio.Texts;
import dev.belay.api.problem.ProblemException;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.ledger.read.DecisionRow;
import dev.belay.ledger.read.JournalQuery.Cursor;
import dev.belay.ledger.read.JournalRow;
import dev.belay.ledger.read.OrderRow;
import dev.belay.ledger.read.Page;
import dev.belay.ledger.read.TradeRow;
import dev.belay.workflows.wire.WorkflowIds;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is recorded, newest first, a page at a time: trades, decisions, the journal. */
@Hidden
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(beans = Pages.class)
final class RecordPages {
  private static final int ROWS = 40;
  private static final List<String> OUTCOMES =
      List.of("TRADE", "REFUSED", "HOLD", "ABSTAIN", "NO_DECISION");
  private static final List<String> KINDS =
      List.of(
          "decision",
          "refused",
          "admitted",
          "intent",
          "claimed",
          "order",
          "fill",
          "position",
          "income",
          "instruction",
          "instruction_ended",
          "deposit",
          "halt",
          "resume",
          "pause",
          "unpause",
          "enable",
          "disable",
          "review",
          "review_applied",
          "allocation_scheme",
          "allocation",
          "transfer",
          "agent_added",
          "agent_changed");
  private static final Pattern CURSOR =
      Pattern.compile("([0-9TZ:.+-]{20,40})~([\\w.-]{1,100})~(\\d{1,18})");

  private final Pages pages;
  private final PortfolioBook book;
  private final HistoryBook history;
  private final ApiSettings settings;

  RecordPages(Pages pages, PortfolioBook book, HistoryBook history, ApiSettings settings) {
    this.pages = pages;
    this.book = book;
    this.history = history;
    this.settings = settings;
  }

  @Get("/trades")
  HttpResponse<String> trades(
      HttpRequest<?> request,
      @Nullable @QueryValue String fund,
      @Nullable @QueryValue String agent,
      @Nullable @QueryValue String before) {
    return pages.show(
        request,
        Section.TRADES,
        "Trades",
        "trades",
        frame -> {
          List<String> funds = book.funds();
          String whose = Parameters.fund(funds, blankAsNull(fund));
          // Where only a desk trades, its trades are those meant.
          String shown = whose == null && frame.agents().isEmpty() ? funds.getLast() : whose;
          String only = shown == null || shown.equals(settings.portfolio()) ? agent : null;
          PageRequest page = Parameters.page(funds, shown, blankAsNull(only), before, "" + ROWS);
          Page<TradeRow> trades = book.trades(page);
          Map<String, Object> model = listed(page.agent(), before != null, trades.next());
          model.put("trades", trades.items());
          model.put("funds", funds);
          model.put("fund", shown == null ? settings.portfolio() : shown);
          return model;
        });
  }

  @Get("/decisions")
  HttpResponse<String> decisions(
      HttpRequest<?> request,
      @Nullable @QueryValue String agent,
      @Nullable @QueryValue String outcome,
      @Nullable @QueryValue String before) {
    return pages.show(
        request,
        Section.DECISIONS,
        "Decisions",
        "decisions",
        frame -> {
          String wanted = choice("outcome", OUTCOMES, outcome);
          PageRequest page = page(agent, before);
          Page<DecisionRow> decisions = history.decisions(page, wanted);
          Map<String, Object> model = listed(page.agent(), before != null, decisions.next());
          model.put("outcome", wanted);
          model.put("outcomes", OUTCOMES);
          model.put("decisions", decisions.items().stream().map(DecisionLine::of).toList());
          return model;
        });
  }

  @Get("/decisions/{portfolio}/{agent}/{asOf}")
  HttpResponse<String> decision(
      HttpRequest<?> request, String portfolio, String agent, String asOf) {
    String id = portfolio + "/" + agent + "/" + asOf;
    return pages.show(
        request,
        Section.DECISIONS,
        "Decision",
        "decision",
        frame -> {
          DecisionRow row = book.decision(id).orElseThrow(() -> unknown(id));
          Texts texts = Texts.of(row, book::text);
          Map<String, List<OrderRow>> orders = new LinkedHashMap<>();
          for (DecisionRow.Element element : row.elements()) {
            String position = element.positionId();
            if (position != null) {
              orders.computeIfAbsent(position, book::ordersOf);
            }
          }
          Map<String, Object> model = new HashMap<>();
          model.put("decision", row);
          model.put("line", DecisionLine.of(row));
          model.put("texts", texts.bodies());
          model.put("deleted", texts.deleted());
          model.put("orders", orders);
          model.put(
              "workflow",
              settings.temporal().page(WorkflowIds.round(portfolio, row.agent(), row.asOf())));
          return model;
        });
  }

  @Get("/journal")
  HttpResponse<String> journal(
      HttpRequest<?> request,
      @Nullable @QueryValue String agent,
      @Nullable @QueryValue String kind,
      @Nullable @QueryValue String before) {
    return pages.show(
        request,
        Section.JOURNAL,
        "Journal",
        "journal",
        frame -> {
          String wanted = Parameters.page(blankAsNull(agent), null, null).agent();
          String kinds = choice("kind", KINDS, kind);
          List<JournalRow> rows =
              history.journal(
                  wanted == null ? null : PortfolioSpec.account(settings.portfolio(), wanted),
                  kinds == null ? List.of() : List.of(kinds),
                  cursor(before),
                  ROWS);
          String next = rows.size() < ROWS ? null : cursor(Cursor.of(rows.getLast()));
          Map<String, Object> model = listed(wanted, before != null, next);
          model.put("kind", kinds);
          model.put("kinds", KINDS);
          model.put("rows", rows.stream().map(JournalLine::of).toList());
          return model;
        });
  }

  /**
   * @param agent empty of the fund's own account
   */
  record JournalLine(JournalRow row, String agent, String text, String topic) {
    static JournalLine of(JournalRow row) {
      return new JournalLine(
          row, OverviewPage.Line.of(row).agent(), EventText.of(row), EventText.topic(row.kind()));
    }
  }

  private static Map<String, Object> listed(
      @Nullable String agent, boolean paged, @Nullable Object next) {
    Map<String, Object> model = new HashMap<>();
    model.put("agent", agent);
    model.put("paged", paged);
    model.put("next", next);
    return model;
  }

  private static PageRequest page(@Nullable String agent, @Nullable String before) {
    return Parameters.page(blankAsNull(agent), before, "" + ROWS);
  }

  /** A form sends what was not chosen as an empty text. */
  private static @Nullable String blankAsNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  private static @Nullable String choice(String name, List<String> known, @Nullable String given) {
    String text = blankAsNull(given);
    if (text != null && !known.contains(text)) {
      throw ProblemException.badRequest(
          "one of %s in the parameter \"%s\"".formatted(String.join(", ", known), name),
          "another",
          "Choose one in the form.");
    }
    return text;
  }

  private static String cursor(Cursor cursor) {
    return cursor.recordedAt() + "~" + cursor.account() + "~" + cursor.seq();
  }

  private static @Nullable Cursor cursor(@Nullable String text) {
    if (text == null) {
      return null;
    }
    Matcher parts = CURSOR.matcher(text);
    try {
      if (parts.matches()) {
        return new Cursor(
            Instant.parse(parts.group(1)), parts.group(2), Long.parseLong(parts.group(3)));
      }
    } catch (DateTimeParseException e) {
      // Answered below, like any other text that is no place in the journal.
    }
    throw ProblemException.badRequest(
        "a place in the journal in the parameter \"before\"",
        "something else",
        "Follow the link Older.");
  }

  private static ProblemException unknown(String id) {
    return ProblemException.notFound(
        "a round's id such as main/qwen_single/2026-01-05T12:00:00Z",
        "\"" + id + "\"",
        "The page Decisions lists them.");
  }
}
