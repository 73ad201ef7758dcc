package dev.belay.app.run;

import dev.belay.api.portfolio.OrderCommands;
import dev.belay.api.portfolio.PositionCommands;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.MarketData;
import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.order.Leg;
import dev.belay.domain.portfolio.RefusalCode;
import dev.belay.domain.position.Instruction;
import dev.belay.domain.risk.InstructionRules;
import dev.belay.domain.risk.InstructionRules.Verdict;
import dev.belay.ledger.Instructions;
import dev.belay.ledger.Instructions.Commander;
import dev.belay.ledger.Instructions.Told;
import dev.belay.ledger.Positions;
import dev.belay.ledger.read.LedgerReader;
import dev.belay.ledger.read.OrderRow;
import dev.belay.workflows.launch.Launcher;
import java.util.List;
import java.util.Optional;

/**
 * Instructions to positions, and cancels of orders, which are instructions to their positions: kept
 * in the ledger first, then the running workflow is told. If telling fails it finds out by itself.
 */
final class PositionOperator implements PositionCommands, OrderCommands {
  private final String portfolio;
  private final LedgerReader reader;
  private final Instructions instructions;
  private final MarketData market;
  private final Launcher launcher;

  PositionOperator(
      String portfolio,
      LedgerReader reader,
      Instructions instructions,
      MarketData market,
      Launcher launcher) {
    this.portfolio = portfolio;
    this.reader = reader;
    this.instructions = instructions;
    this.market = market;
    this.launcher = launcher;
  }

  @Override
  public Optional<Told> tell(String positionId, Wanted wanted, Commander commander) {
    return reader
        .position(positionId, List.of())
        .filter(row -> reader.isTradedHere(row.account(), portfolio))
        .map(row -> tell(positionId, row.symbol(), wanted, commander));
  }

  private Told tell(String positionId, Symbol symbol, Wanted wanted, Commander commander) {
    Instrument instrument =
        market.instruments().stream()
            .filter(known -> known.symbol().equals(symbol))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("Expected the market to know " + symbol));
    Quote quote =
        market.quotes().stream()
            .filter(known -> known.symbol().equals(symbol))
            .findFirst()
            .orElse(null);
    Told told =
        instructions.tell(
            positionId,
            found -> instruction(wanted, found, instrument),
            instrument,
            quote,
            commander);
    if (told instanceof Told.Kept(Instructions.Stored kept) && kept.end() == null) {
      launcher.instructed(positionId, kept.id(), kept.wanted());
    }
    return told;
  }

  private static Instruction instruction(
      Wanted wanted, Positions.Stored found, Instrument instrument) {
    return switch (wanted) {
      case Close(var quantity) -> new Instruction.Close(quantity);
      case CloseShare(var pct) ->
          new Instruction.Close(InstructionRules.share(found.sums().held(), pct, instrument));
      case Stop(var price) -> new Instruction.MoveStop(price);
      case Target(var price) -> new Instruction.MoveTarget(price);
    };
  }

  @Override
  public Optional<Cancel> cancel(String clientOrderId, Commander commander) {
    return reader
        .order(clientOrderId)
        .filter(row -> reader.isTradedHere(row.intent().account(), portfolio))
        .map(row -> cancel(row, commander));
  }

  private Cancel cancel(OrderRow order, Commander commander) {
    if (order.status().isTerminal()) {
      return new Over(order.status());
    }
    String position = order.intent().positionId();
    return switch (order.intent().leg()) {
      case TARGET -> instructed(position, order, new Target(null), commander);
      case ENTRY ->
          order.executed().isZero()
              ? instructed(position, order, new Close(null), commander)
              : refused(
                  RefusalCode.ORDER_NOT_CANCELABLE,
                  order,
                  "an entry that has not begun to fill (close the position instead)");
      case STOP -> refused(RefusalCode.ORDER_PROTECTS, order, "an entry or a target");
      case EXIT -> refused(RefusalCode.ORDER_NOT_CANCELABLE, order, "an entry or a target");
    };
  }

  private Instructed instructed(
      String position, OrderRow order, Wanted wanted, Commander commander) {
    return new Instructed(position, tell(position, order.intent().symbol(), wanted, commander));
  }

  private static Refused refused(RefusalCode code, OrderRow order, String allowed) {
    Leg leg = order.intent().leg();
    return new Refused(
        new Verdict.Refused(
            code, "order", "%s of %s".formatted(leg, order.intent().positionId()), allowed));
  }
}
