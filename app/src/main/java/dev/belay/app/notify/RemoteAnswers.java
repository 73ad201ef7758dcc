package dev.belay.app.notify;

import dev.belay.api.page.Show;
import dev.belay.api.portfolio.AgentView;
import dev.belay.api.portfolio.HaltView;
import dev.belay.api.portfolio.PortfolioView;
import dev.belay.api.portfolio.PositionView;
import dev.belay.api.portfolio.RemoteDesk;
import dev.belay.ledger.read.DayFigures;
import dev.belay.ledger.read.HistoryReader;
import dev.belay.ledger.read.HistoryReader.MarkSpan;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the bot says to questions. */
final class RemoteAnswers {
  private static final Show SHOW = Show.INSTANCE;
  private static final int DAYS = 7;

  private final RemoteDesk desk;
  private final Days days;

  /** What market days came to. */
  interface Days {
    /** From the first marked day to the last; empty before the first mark. */
    Optional<Span> span();

    /** The fund first; empty when nothing was marked on the day. */
    List<DayFigures> day(LocalDate day);

    record Span(LocalDate first, LocalDate last) {}

    /** Of a fund's ledger. */
    static Days of(HistoryReader history, String portfolio) {
      return new Days() {
        @Override
        public Optional<Span> span() {
          Function<MarkSpan, Span> days =
              marks ->
                  new Span(NoticeWriter.dayOf(marks.first()), NoticeWriter.dayOf(marks.last()));
          return history.markSpan(portfolio).map(days);
        }

        @Override
        public List<DayFigures> day(LocalDate day) {
          return history.day(portfolio, day);
        }
      };
    }
  }

  RemoteAnswers(RemoteDesk desk, Days days) {
    this.desk = desk;
    this.days = days;
  }

  String help() {
    return Arrays.stream(RemoteVerb.values())
        .map(RemoteVerb::line)
        .collect(Collectors.joining("\n"));
  }

  String status() {
    PortfolioView fund = desk.fund();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s, %s%s"
            .formatted(
                fund.mode(),
                fund.market().label(),
                fund.market().problem() == null ? "" : "; " + fund.market().problem()));
    lines.add("Equity %s USDT, %s".formatted(SHOW.money(fund.totalEquity()), gain(fund)));
    lines.add(entries(fund));
    lines.add(
        "%s open, %s open"
            .formatted(
                SHOW.plural(fund.totalPositions(), "position"),
                SHOW.plural(desk.openCases(), "case")));
    for (AgentView agent : fund.agents()) {
      lines.add(
          "%s: %s, equity %s, %s"
              .formatted(
                  agent.traderId(),
                  agent.status(),
                  SHOW.money(agent.equity()),
                  SHOW.plural(agent.positionCount(), "position")));
    }
    return String.join("\n", lines);
  }

  private String entries(PortfolioView fund) {
    HaltView halt = desk.halt();
    if (halt != null) {
      return "Entries are halted since %s by %s: %s"
          .formatted(halt.at(), halt.haltedBy(), halt.reason());
    }
    if (fund.market().ended()) {
      return "The market has come to its end";
    }
    return fund.entryHold() == null
        ? "Entries are admitted"
        : "No new positions for now: " + fund.entryHold().reason();
  }

  private static String gain(PortfolioView fund) {
    return "%s USDT%s"
        .formatted(
            SHOW.signed(fund.totalPnl()),
            fund.totalPnlPct() == null ? "" : " (" + SHOW.pct(fund.totalPnlPct()) + ")");
  }

  String positions() {
    List<PositionView> open = desk.positions();
    return open.isEmpty()
        ? "Nothing is open."
        : open.stream().map(RemoteAnswers::line).collect(Collectors.joining("\n"));
  }

  private static String line(PositionView p) {
    return "%s: %s %s %s%s, now %s: %s USDT; stop %s%s"
        .formatted(
            p.id(),
            SHOW.words(p.status()),
            SHOW.words(p.direction()),
            p.quantity(),
            p.entryPrice() == null ? "" : " at " + p.entryPrice(),
            p.mark() == null ? "unknown" : p.mark().toString(),
            SHOW.signed(p.unrealizedPnl()),
            p.stop(),
            p.stopConfirmed() ? "" : " (not confirmed)");
  }

  String profit() {
    PortfolioView fund = desk.fund();
    List<String> lines = new ArrayList<>();
    lines.add(
        "Since the beginning %s; fees %s, funding %s, models %s"
            .formatted(
                gain(fund),
                SHOW.money(fund.costs().fees()),
                SHOW.signed(fund.costs().funding()),
                SHOW.usd(fund.costs().modelUsd())));
    for (AgentView agent : fund.agents()) {
      lines.add(
          "%s: %s USDT%s, %s"
              .formatted(
                  agent.traderId(),
                  SHOW.signed(agent.pnl()),
                  agent.pnlPct() == null ? "" : " (" + SHOW.pct(agent.pnlPct()) + ")",
                  SHOW.plural(agent.trades(), "trade")));
    }
    return String.join("\n", lines);
  }

  String daily() {
    List<String> lines = new ArrayList<>();
    days.span()
        .ifPresent(
            span -> {
              LocalDate day = span.last();
              for (int i = 0; i < DAYS && !day.isBefore(span.first()); i++) {
                List<DayFigures> figures = days.day(day);
                if (!figures.isEmpty()) {
                  lines.add(NoticeWriter.dayLine(figures.getFirst()));
                }
                day = day.minusDays(1);
              }
            });
    return lines.isEmpty() ? "Nothing was marked yet." : String.join("\n", lines);
  }
}
