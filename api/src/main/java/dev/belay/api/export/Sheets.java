package dev.belay.api.export;

import dev.belay.api.export.Sheet.Column;
import dev.belay.api.export.Sheet.Value;
import dev.belay.domain.portfolio.Decision;
import dev.belay.domain.portfolio.Refusal;
import dev.belay.ledger.read.DecisionLine;
import dev.belay.ledger.read.FillRow;
import dev.belay.ledger.read.IncomeRow;
import dev.belay.ledger.read.MarkRow;
import dev.belay.ledger.read.TradeRow;
import java.util.List;
import java.util.Optional;

/** All that can be exported. The columns are described in docs/exports.md. */
final class Sheets {
  static final List<Sheet<?>> ALL = List.of(trades(), fills(), equity(), decisions(), income());

  private Sheets() {}

  static Optional<Sheet<?>> named(String name) {
    for (Sheet<?> sheet : ALL) {
      if (sheet.name().equals(name)) {
        return Optional.of(sheet);
      }
    }
    return Optional.empty();
  }

  private static Sheet<TradeRow> trades() {
    return new Sheet<>(
        "trades",
        List.of(
            column("position_id", TradeRow::positionId),
            column("agent", TradeRow::agent),
            column("symbol", TradeRow::symbol),
            column("direction", TradeRow::direction),
            column("quantity", TradeRow::quantity),
            column("entry_price", TradeRow::entryPrice),
            column("exit_price", TradeRow::exitPrice),
            column("leverage", TradeRow::leverage),
            column("opened_at", TradeRow::openedAt),
            column("closed_at", TradeRow::closedAt),
            column("exit_reason", TradeRow::exitReason),
            column("realized_pnl", TradeRow::realizedPnl),
            column("fees", TradeRow::fees),
            column("funding", TradeRow::funding),
            column("net_pnl", TradeRow::netPnl),
            column("r_multiple", TradeRow::rMultiple)),
        ExportBook::trades);
  }

  private static Sheet<FillRow> fills() {
    return new Sheet<>(
        "fills",
        List.of(
            column("account", FillRow::account),
            column("symbol", row -> row.fill().symbol()),
            column("trade_id", row -> row.fill().tradeId()),
            column("order_id", FillRow::orderId),
            column("position_id", FillRow::positionId),
            column("venue_order_id", row -> row.fill().venueOrderId()),
            column("side", row -> row.fill().side()),
            column("price", row -> row.fill().price()),
            column("quantity", row -> row.fill().quantity()),
            column("fee", row -> row.fill().fee()),
            column("realized_pnl", row -> row.fill().realizedPnl()),
            column("maker", row -> row.fill().maker()),
            column("as_of", row -> row.fill().at()),
            column("at", FillRow::bookedAt)),
        ExportBook::fills);
  }

  private static Sheet<MarkRow> equity() {
    return new Sheet<>(
        "equity",
        List.of(
            column("subject", MarkRow::subject),
            column("as_of", row -> row.point().asOf()),
            column("equity", row -> row.point().equity()),
            column("unrealized_pnl", row -> row.point().unrealizedPnl()),
            column("transfers", row -> row.point().transfers())),
        ExportBook::equity);
  }

  private static Sheet<DecisionLine> decisions() {
    return new Sheet<>(
        "decisions",
        List.of(
            column("round_id", DecisionLine::roundId),
            column("agent", DecisionLine::agent),
            column("as_of", DecisionLine::asOf),
            column("at", DecisionLine::recordedAt),
            column("outcome", DecisionLine::outcome),
            column("detail", DecisionLine::detail),
            column("models", DecisionLine::models),
            column("stand_in", DecisionLine::standIn),
            column("prompt_versions", DecisionLine::promptVersions),
            column("round_cost_usd", DecisionLine::costUsd),
            column("element", DecisionLine::index),
            column("symbol", DecisionLine::symbol),
            column("action", DecisionLine::action),
            decided("leverage", Decision::leverage),
            decided("position_size_usd", Decision::positionSizeUsd),
            decided("stop_loss", Decision::stopLoss),
            decided("take_profit", Decision::takeProfit),
            decided("confidence", Decision::confidence),
            decided("risk_usd", Decision::riskUsd),
            refused("refusal_code", Refusal::code),
            refused("refusal_detail", Refusal::detail),
            column("position_id", DecisionLine::positionId),
            decided("reasoning", Decision::reasoning),
            column("round_reasoning", DecisionLine::reasoning)),
        ExportBook::decisions);
  }

  private static Sheet<IncomeRow> income() {
    return new Sheet<>(
        "income",
        List.of(
            column("account", IncomeRow::account),
            column("agent", IncomeRow::agent),
            column("source", IncomeRow::source),
            column("kind", IncomeRow::kind),
            column("symbol", IncomeRow::symbol),
            column("amount", IncomeRow::amount),
            column("position_id", IncomeRow::positionId),
            column("as_of", IncomeRow::at),
            column("at", IncomeRow::bookedAt)),
        ExportBook::incomes);
  }

  private static <T> Column<T> column(String name, Value<T> value) {
    return new Column<>(name, value);
  }

  private static Column<DecisionLine> decided(String name, Value<Decision> value) {
    return new Column<>(name, row -> row.decision() == null ? null : value.of(row.decision()));
  }

  private static Column<DecisionLine> refused(String name, Value<Refusal> value) {
    return new Column<>(name, row -> row.refusal() == null ? null : value.of(row.refusal()));
  }
}
