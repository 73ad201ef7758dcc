package dev.belay.api.page;

import dev.belay.api.page.Frame.AgentLabel;
import dev.belay.api.portfolio.AgentView;
import dev.belay.api.portfolio.CurvesView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The agents in a wanted order. */
final class Leaderboard {
  private Leaderboard() {}

  /**
   * @param day return of the last day in percent; null without marks
   * @param spark the day's curve, for an SVG polyline
   */
  record Row(AgentView agent, AgentLabel label, @Nullable Double day, String spark) {}

  /** A column that the table can be sorted by. */
  enum Column {
    NAME("Agent", AgentView::traderName, false),
    EQUITY("Equity", agent -> agent.equity().value().doubleValue(), true),
    RETURN("Return", AgentView::pnlPct, true),
    SHARPE("Sharpe", AgentView::sharpe, true),
    DRAWDOWN("Max drawdown", AgentView::maxDrawdownPct, false),
    WINS("Win rate", AgentView::winRate, true),
    TRADES("Trades", agent -> (double) agent.trades(), true),
    FEES("Fees", agent -> agent.fees().value().doubleValue(), false),
    COST("Model cost", agent -> agent.costUsd().value().doubleValue(), false);

    private final String label;
    private final Function<AgentView, @Nullable Object> value;
    private final boolean greatestFirst;

    Column(String label, Function<AgentView, @Nullable Object> value, boolean greatestFirst) {
      this.label = label;
      this.value = value;
      this.greatestFirst = greatestFirst;
    }

    public String label() {
      return label;
    }

    public String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    public boolean isNumber() {
      return this != NAME;
    }

    static Column of(@Nullable String code) {
      for (Column column : values()) {
        if (column.code().equals(code)) {
          return column;
        }
      }
      return RETURN;
    }
  }

  /**
   * @param reversed the other way round than the column's own, which shows the best first
   */
  record Order(Column column, boolean reversed) {
    /** What a click on the column asks for. */
    public String toggled(Column clicked) {
      return "?sort=" + clicked.code() + (clicked == column && !reversed ? "&reversed=true" : "");
    }

    /** As ARIA names it; none for all columns but the sorted. */
    public String aria(Column shown) {
      if (shown != column) {
        return "none";
      }
      return column.greatestFirst != reversed ? "descending" : "ascending";
    }
  }

  static List<Row> rows(List<AgentView> agents, Frame frame, CurvesView day, Order order) {
    List<Row> rows = new ArrayList<>();
    for (AgentView agent : agents) {
      CurvesView.Series curve = day.of(agent.traderId()).orElse(null);
      rows.add(
          new Row(
              agent,
              frame.agent(agent.traderId()),
              curve == null ? null : curve.last(),
              curve == null ? "" : Sparkline.points(curve.points())));
    }
    rows.sort(comparator(order));
    return rows;
  }

  /** What is not known stands last, whichever way the rest is sorted; ties go by id. */
  private static Comparator<Row> comparator(Order order) {
    boolean descending = order.column().greatestFirst != order.reversed();
    Comparator<Row> byValue =
        (a, b) -> {
          Object left = order.column().value.apply(a.agent());
          Object right = order.column().value.apply(b.agent());
          if (left == null || right == null) {
            return Boolean.compare(left == null, right == null);
          }
          int compared =
              left instanceof Double number && right instanceof Double other
                  ? number.compareTo(other)
                  : left.toString().compareToIgnoreCase(right.toString());
          return descending ? -compared : compared;
        };
    return byValue.thenComparing(row -> row.agent().traderId());
  }
}
