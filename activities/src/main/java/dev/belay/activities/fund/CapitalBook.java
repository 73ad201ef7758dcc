package dev.belay.activities.fund;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.MarketData;
import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.position.Instruction;
import dev.belay.ledger.Capital;
import dev.belay.ledger.Instructions;
import dev.belay.ledger.Instructions.Commander;
import dev.belay.ledger.Instructions.Told;
import dev.belay.workflows.portfolio.CapitalActivities;
import java.util.List;
import java.util.Optional;

/** Capital on its way, in the ledger. */
public final class CapitalBook implements CapitalActivities {
  private final Capital capital;
  private final Instructions instructions;
  private final MarketData market;

  public CapitalBook(Capital capital, Instructions instructions, MarketData market) {
    this.capital = capital;
    this.instructions = instructions;
    this.market = market;
  }

  @Override
  public CapitalStep step(StepRequest request) {
    Capital.Step step = capital.step(request.plan(), prices(), request.overdue());
    List<String> notMoved = step.finished() ? capital.plan(request.plan()).notMoved() : List.of();
    return new CapitalStep(
        step.transfers().stream()
            .map(t -> new CapitalTransfer(t.id(), t.account(), t.amount()))
            .toList(),
        step.cuts(),
        step.finished(),
        notMoved);
  }

  @Override
  public boolean reduce(ReduceRequest request) {
    String position = request.cut().positionId();
    Symbol symbol = Symbol.of(position.split("/", -1)[1]);
    Optional<Instrument> instrument =
        market.instruments().stream().filter(i -> i.symbol().equals(symbol)).findFirst();
    Quote quote =
        market.quotes().stream().filter(q -> q.symbol().equals(symbol)).findFirst().orElse(null);
    if (instrument.isEmpty()) {
      return false;
    }
    Told told =
        instructions.tell(
            position,
            found -> new Instruction.Close(request.cut().quantity()),
            instrument.get(),
            quote,
            new Commander(
                "%s/%s/%d".formatted(request.plan(), position, request.look()),
                "allocation",
                "capital was taken from the agent"));
    return told instanceof Told.Kept;
  }

  @Override
  public void settle(TransferAnswer answer) {
    capital.settle(answer.id(), answer.refusal(), prices());
  }

  private Capital.Prices prices() {
    return new Capital.Prices(market.quotes(), market.instruments(), market.time().now());
  }
}
