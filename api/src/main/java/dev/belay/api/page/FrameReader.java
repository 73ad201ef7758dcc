package dev.belay.api.page;

import dev.belay.api.ApiSettings;
import dev.belay.api.MarketInfo;
import dev.belay.api.PriceFeed;
import dev.belay.api.page.Frame.AgentLabel;
import dev.belay.api.page.Frame.Badge;
import dev.belay.api.portfolio.HistoryBook;
import dev.belay.api.portfolio.PortfolioBook;
import dev.belay.api.portfolio.QuoteBoard;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.ledger.EntryHold;
import dev.belay.ledger.read.HaltRow;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts a page's frame together. */
@Singleton
@Requires(beans = HistoryBook.class)
final class FrameReader {
  private final PortfolioBook book;
  private final HistoryBook history;
  private final QuoteBoard quotes;
  private final ApiSettings settings;

  FrameReader(PortfolioBook book, HistoryBook history, QuoteBoard quotes, ApiSettings settings) {
    this.book = book;
    this.history = history;
    this.quotes = quotes;
    this.settings = settings;
  }

  Frame read(Section section, String title, String path) {
    List<AgentSpec> agents = history.agents().stream().map(agent -> agent.spec()).toList();
    HaltRow halt =
        book.halts().stream().filter(row -> row.resumedAt() == null).findFirst().orElse(null);
    return frame(
        section, title, path, agents, halt, book.hold().orElse(null), book.cases(true, 100).size());
  }

  /** Without anything from the ledger, for the page that says it does not answer. */
  Frame bare(Section section, String title, String path) {
    return frame(section, title, path, List.of(), null, null, 0);
  }

  private Frame frame(
      Section section,
      String title,
      String path,
      List<AgentSpec> agents,
      @Nullable HaltRow halt,
      @Nullable EntryHold hold,
      int openCases) {
    MarketInfo market = settings.market().get();
    QuoteBoard.Board board = quotes.now();
    PriceFeed feed = market.feed();
    String problem =
        board.problem() != null
            ? "Prices may be old: " + board.problem() + "."
            : feed != null && feed.stale()
                ? "Live prices are old, positions are not opened: " + feed.detail() + "."
                : board.time().ended()
                    ? "The recorded market has come to its end; agents wait."
                    : null;
    Map<String, AgentLabel> labels = new LinkedHashMap<>();
    for (AgentSpec agent : agents) {
      labels.put(agent.id(), new AgentLabel(agent.name(), labels.size() + 1));
    }
    return new Frame(
        section,
        title,
        path,
        badges(market, agents),
        market.label(),
        board.isKnown() ? board.time().now() : null,
        market.speed() == 1 ? "" : market.speed() + " × the clock",
        problem,
        halt,
        hold,
        openCases,
        settings.temporal().uiAddress(),
        settings.version(),
        labels);
  }

  private List<Badge> badges(MarketInfo market, List<AgentSpec> agents) {
    List<Badge> badges = new ArrayList<>();
    String mode = settings.mode().toUpperCase(Locale.ROOT);
    badges.add(
        switch (mode) {
          case "LIVE" -> new Badge(mode, "live", "Orders reach a real exchange, with real money.");
          case "PAPER" -> new Badge(mode, "plain", "No order reaches a real exchange.");
          default -> new Badge(mode, "market", "Orders reach an exchange's test market.");
        });
    switch (market.kind()) {
      case "replay" -> badges.add(new Badge("REPLAY " + dates(market), "market", market.label()));
      case "synthetic" -> badges.add(new Badge("SIMULATED", "market", market.label()));
      case "live" -> badges.add(new Badge("LIVE PRICES", "plain", market.label()));
      default -> {}
    }
    long standIns =
        agents.stream().filter(a -> settings.models().apply(a.model()).standIn()).count();
    if (standIns > 0) {
      badges.add(
          new Badge(
              standIns == agents.size() ? "STAND-IN MODELS" : standIns + " STAND-INS",
              "market",
              "Where a model's key is missing, a plain rule answers in its place."));
    }
    return badges;
  }

  private static String dates(MarketInfo market) {
    String from = market.from().toString().substring(0, 10);
    return market.to() == null ? from : from + " – " + market.to().toString().substring(0, 10);
  }
}
