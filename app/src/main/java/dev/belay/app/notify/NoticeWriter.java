package dev.belay.app.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.activities.notify.Notice;
import dev.belay.activities.notify.NoticeTopic;
import dev.belay.api.live.EventText;
import dev.belay.api.page.Show;
import dev.belay.app.base.Json;
import dev.belay.domain.amplifier.DeskSpec;
import dev.belay.domain.order.Leg;
import dev.belay.domain.position.Direction;
import dev.belay.domain.position.ExitReason;
import dev.belay.domain.position.Instruction;
import dev.belay.domain.position.PositionStatus;
import dev.belay.ledger.Instructions;
import dev.belay.ledger.read.DayFigures;
import dev.belay.ledger.read.HistoryReader;
import dev.belay.ledger.read.JournalRow;
import dev.belay.ledger.read.LedgerReader;
import dev.belay.ledger.read.OrderRow;
import dev.belay.ledger.read.PositionRow;
import dev.belay.ledger.read.TradeRow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What of the journal is told, and in which words. */
final class NoticeWriter {
  private static final Show SHOW = Show.INSTANCE;

  private final String portfolio;
  private final HistoryReader history;
  private final LedgerReader reader;

  NoticeWriter(String portfolio, HistoryReader history, LedgerReader reader) {
    this.portfolio = portfolio;
    this.history = history;
    this.reader = reader;
  }

  /** The event as a notification; empty where nobody need be told. */
  Optional<Notice> of(JournalRow row) {
    return switch (row.kind()) {
      case "position" -> position(row, body(row));
      case "order" -> triggered(row, body(row));
      case "instruction_ended" -> stopMoved(row, body(row));
      case "pause", "unpause", "drawdown_pause", "enable", "disable" ->
          Optional.of(said(row, NoticeTopic.PAUSE));
      case "halt", "resume", "hold", "release", "flatten", "flattened" ->
          Optional.of(said(row, NoticeTopic.HALT));
      case "case_opened", "case_closed" -> Optional.of(said(row, NoticeTopic.CASE));
      case "desk_exit", "cool_off", "cool_off_ended" -> Optional.of(said(row, NoticeTopic.HALT));
      case "vote_counted" -> Optional.of(said(row, NoticeTopic.VOTE));
      case "review", "review_applied" -> Optional.of(said(row, NoticeTopic.REVIEW));
      default -> Optional.empty();
    };
  }

  private Optional<Notice> position(JournalRow row, JsonNode body) {
    String id = body.path("position").asText();
    PositionStatus status = PositionStatus.valueOf(body.path("status").asText());
    boolean confirmed = body.path("stop_confirmed").asBoolean();
    // Events of before the state before was journaled, too, don't have it.
    boolean first =
        body.has("was")
            ? !body.path("was").asText().equals(PositionStatus.OPEN.name())
            : !confirmed;
    return switch (status) {
      case OPEN ->
          first
              ? reader.position(id, List.of()).map(p -> opened(row, p, confirmed))
              : confirmed ? reader.position(id, List.of()).map(p -> guarded(row, p)) : none();
      case CLOSING ->
          body.path("exit_reason").asText().equals(ExitReason.UNPROTECTED.name())
              ? reader.position(id, List.of()).map(p -> unprotected(row, p))
              : none();
      case CLOSED -> history.trade(id).map(trade -> closed(row, trade));
      case OPENING, NOT_OPENED -> none();
    };
  }

  private Notice opened(JournalRow row, PositionRow p, boolean confirmed) {
    String quantity = p.quantity().isZero() ? "" : " " + p.quantity();
    String price = p.entryPrice() == null ? "" : " at " + p.entryPrice();
    String target = p.target() == null ? "no target" : "target " + p.target();
    SortedMap<String, String> facts = facts(p.id(), p.symbol(), p.direction());
    facts.put("leverage", "" + p.leverage());
    facts.put("stop", p.stop().toString());
    if (p.entryPrice() != null) {
      facts.put("entry_price", p.entryPrice().toString());
    }
    if (p.target() != null) {
      facts.put("target", p.target().toString());
    }
    return notice(
        row,
        NoticeTopic.ENTRY,
        "opened %s%s %s%s × %d, stop %s%s, %s"
            .formatted(
                words(p.direction()),
                quantity,
                p.symbol(),
                price,
                p.leverage(),
                p.stop(),
                confirmed ? " (at the venue)" : "",
                target),
        facts);
  }

  private Notice guarded(JournalRow row, PositionRow p) {
    SortedMap<String, String> facts = facts(p.id(), p.symbol(), p.direction());
    facts.put("stop", p.stop().toString());
    return notice(
        row,
        NoticeTopic.STOP,
        "the stop of %s %s at %s is at the venue"
            .formatted(words(p.direction()), p.symbol(), p.stop()),
        facts);
  }

  private Notice unprotected(JournalRow row, PositionRow p) {
    return notice(
        row,
        NoticeTopic.STOP,
        "the stop of %s %s could not be confirmed in time: it is being closed"
            .formatted(words(p.direction()), p.symbol()),
        facts(p.id(), p.symbol(), p.direction()));
  }

  private Notice closed(JournalRow row, TradeRow trade) {
    ExitReason reason = trade.exitReason();
    SortedMap<String, String> facts = facts(trade.positionId(), trade.symbol(), trade.direction());
    facts.put("reason", reason == null ? "unknown" : reason.name());
    facts.put("quantity", trade.quantity().toString());
    facts.put("entry_price", trade.entryPrice().toString());
    facts.put("exit_price", trade.exitPrice().toString());
    facts.put("realized_pnl", trade.realizedPnl().toString());
    facts.put("fees", trade.fees().toString());
    facts.put("funding", trade.funding().toString());
    facts.put("net_pnl", trade.netPnl().toString());
    Double multiple = trade.rMultiple();
    return notice(
        row,
        NoticeTopic.EXIT,
        "closed %s %s %s%s: %s USDT net%s (%s to %s, gross %s, fees %s, funding %s) after %s"
            .formatted(
                words(trade.direction()),
                trade.quantity(),
                trade.symbol(),
                reason == null ? "" : " by " + words(reason),
                SHOW.signed(trade.netPnl()),
                multiple == null ? "" : String.format(Locale.ROOT, ", %+.2f R", multiple),
                trade.entryPrice(),
                trade.exitPrice(),
                SHOW.signed(trade.realizedPnl()),
                SHOW.money(trade.fees()),
                SHOW.signed(trade.funding()),
                SHOW.span(Duration.between(trade.openedAt(), trade.closedAt()))),
        facts);
  }

  private Optional<Notice> triggered(JournalRow row, JsonNode body) {
    if (!body.path("status").asText().equals("TRIGGERED")) {
      return none();
    }
    return reader
        .order(body.path("order").asText())
        .filter(order -> order.intent().leg() == Leg.STOP)
        .map(order -> triggered(row, order));
  }

  private static SortedMap<String, String> triggeredFacts(OrderRow order) {
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put("position", order.intent().positionId());
    facts.put("symbol", order.intent().symbol().value());
    return facts;
  }

  private Notice triggered(JournalRow row, OrderRow order) {
    return notice(
        row,
        NoticeTopic.STOP,
        "the stop of %s at %s has triggered"
            .formatted(order.intent().symbol(), order.intent().triggerPrice()),
        triggeredFacts(order));
  }

  private Optional<Notice> stopMoved(JournalRow row, JsonNode body) {
    String id = body.path("instruction").asText();
    int cut = id.lastIndexOf('/');
    if (cut < 0) {
      return none();
    }
    return reader.instructionsOf(id.substring(0, cut)).stream()
        .filter(stored -> stored.id().equals(id))
        .findFirst()
        .flatMap(stored -> stopMoved(row, stored, body));
  }

  private Optional<Notice> stopMoved(JournalRow row, Instructions.Stored stored, JsonNode body) {
    if (!(stored.wanted() instanceof Instruction.MoveStop(var price))) {
      return none();
    }
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put("position", stored.positionId());
    facts.put("stop", price.toString());
    return Optional.of(
        notice(
            row,
            NoticeTopic.STOP,
            "moving the stop of %s to %s: %s, %s"
                .formatted(
                    stored.positionId(),
                    price,
                    body.path("end").asText().toLowerCase(Locale.ROOT).replace('_', ' '),
                    body.path("outcome").asText()),
            facts));
  }

  /** Figures of the fund first, then of each agent, as the ledger gives them. */
  Optional<Notice> day(List<DayFigures> figures, Instant now) {
    if (figures.isEmpty() || !figures.getFirst().subject().equals(portfolio)) {
      return none();
    }
    DayFigures fund = figures.getFirst();
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put("day", fund.day().toString());
    facts.put("pnl", fund.pnl().toString());
    facts.put("equity", fund.closing().toString());
    facts.put("trades", "" + fund.trades());
    facts.put("wins", "" + fund.wins());
    facts.put("fees", fund.fees().toString());
    Comparator<DayFigures> byPnl = Comparator.comparing(DayFigures::pnl);
    List<DayFigures> agents = figures.subList(1, figures.size());
    String ends =
        agents.size() < 2
            ? ""
            : "; best %s, worst %s"
                .formatted(
                    agents.stream().max(byPnl).map(this::ofAgent).orElseThrow(),
                    agents.stream().min(byPnl).map(this::ofAgent).orElseThrow());
    return Optional.of(
        new Notice(
            "daily/" + portfolio + "/" + fund.day(),
            NoticeTopic.DAILY,
            "",
            now,
            dayLine(fund) + ends,
            facts));
  }

  /** A day's figures in a line. */
  static String dayLine(DayFigures day) {
    return "%s: %s USDT%s, %s closed (%d with a gain), fees %s, equity %s"
        .formatted(
            day.day(),
            SHOW.signed(day.pnl()),
            day.pnlPct() == null ? "" : " (" + SHOW.pct(day.pnlPct()) + ")",
            SHOW.plural(day.trades(), "trade"),
            day.wins(),
            SHOW.money(day.fees()),
            SHOW.money(day.closing()));
  }

  private String ofAgent(DayFigures agent) {
    return agent(agent.subject()) + " " + SHOW.signed(agent.pnl());
  }

  /** Some events are not told because there are too many. */
  Notice leftOut(String channel, long events, Instant now) {
    return new Notice(
        "left-out/" + channel + "/" + now,
        NoticeTopic.NOTE,
        "",
        now,
        SHOW.count(events)
            + " older events of the journal are not told here: so much happened while this channel"
            + " did not answer or was off. The journal has them all.",
        new TreeMap<>(Map.of("events", "" + events)));
  }

  private Notice said(JournalRow row, NoticeTopic topic) {
    SortedMap<String, String> facts = new TreeMap<>();
    body(row)
        .fields()
        .forEachRemaining(
            field -> {
              if (field.getValue().isValueNode() && !field.getValue().isNull()) {
                facts.put(field.getKey(), field.getValue().asText());
              }
            });
    facts.put("journal", row.kind());
    return notice(row, topic, EventText.of(row), facts);
  }

  private Notice notice(
      JournalRow row, NoticeTopic topic, String text, SortedMap<String, String> facts) {
    return new Notice(
        row.account() + "/" + row.seq(),
        topic,
        agent(row.account()),
        row.recordedAt(),
        text,
        facts);
  }

  private static SortedMap<String, String> facts(
      String position, Object symbol, Direction direction) {
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put("position", position);
    facts.put("symbol", symbol.toString());
    facts.put("direction", direction.name());
    return facts;
  }

  /** Of main.qwen_single the qwen_single, of amplifier.desk the desk; empty of the fund's own. */
  private String agent(String account) {
    String prefix = portfolio + ".";
    String desk = "." + DeskSpec.AGENT;
    return account.startsWith(prefix)
        ? account.substring(prefix.length())
        : account.endsWith(desk) ? account.substring(0, account.length() - desk.length()) : "";
  }

  private static String words(Enum<?> code) {
    return SHOW.words(code);
  }

  private static Optional<Notice> none() {
    return Optional.empty();
  }

  private static JsonNode body(JournalRow row) {
    try {
      return Json.mapper().readTree(row.body());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "Expected JSON in event %d of %s".formatted(row.seq(), row.account()), e);
    }
  }

  /** The market day of a time. */
  static LocalDate dayOf(Instant marketTime) {
    return LocalDate.ofInstant(marketTime, java.time.ZoneOffset.UTC);
  }
}
