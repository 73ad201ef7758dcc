package dev.belay.app.run;

import dev.belay.api.amplifier.AmplifierDesk;
import dev.belay.domain.amplifier.DeskHistory;
import dev.belay.domain.amplifier.DeskSpec;
import dev.belay.domain.market.MarketData;
import dev.belay.domain.time.MarketTime;
import dev.belay.ledger.DeskFacts;
import dev.belay.ledger.amplifier.DeskReader;
import dev.belay.ledger.read.PositionRow;
import dev.belay.workflows.amplifier.AmplifierWorkflow;
import dev.belay.workflows.amplifier.AmplifierWorkflow.ProfileChange;
import dev.belay.workflows.launch.Launcher;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells the home's desk what operators want. */
final class DeskOperator implements AmplifierDesk {
  private static final int VOTES = 3;
  private static final int CYCLES = 288;

  private final LedgerStack ledger;
  private final MarketData market;
  private final String prices;
  private final Launcher launcher;

  /**
   * @param prices which market's they are
   */
  DeskOperator(LedgerStack ledger, MarketData market, String prices, Launcher launcher) {
    this.ledger = ledger;
    this.market = market;
    this.prices = prices;
    this.launcher = launcher;
  }

  @Override
  public Optional<DeskSpec> desk() {
    return ledger.recovery.desks().stream()
        .findFirst()
        .flatMap(ledger.desks::find)
        .map(DeskFacts.Desk::spec);
  }

  @Override
  public Optional<Seen> look() {
    return desk().flatMap(this::look);
  }

  private Optional<Seen> look(DeskSpec spec) {
    MarketTime time = market.time();
    List<DeskReader.CycleRow> cycles = ledger.deskReader.cycles(spec.name(), CYCLES);
    String scan =
        cycles.stream()
            .flatMap(cycle -> Optional.ofNullable(cycle.scanHash()).stream())
            .findFirst()
            .map(ledger.contents::get)
            .orElse(null);
    return ledger
        .deskReader
        .standing(spec.name(), time.now(), time.speed())
        .map(
            standing ->
                new Seen(
                    spec,
                    standing,
                    time.now(),
                    ledger
                        .reader
                        .figures(spec.name(), market.quotes(), time.now())
                        .agents()
                        .getFirst(),
                    ledger.roster.agent(spec.name(), DeskSpec.AGENT).breakers(),
                    ledger.deskReader.counts(spec.name()),
                    cycles,
                    scan,
                    ledger.deskReader.votes(spec.name(), VOTES),
                    positions()));
  }

  @Override
  public List<PositionRow> positions() {
    return desk()
        .map(spec -> ledger.reader.openPositions(spec.name(), market.quotes()))
        .orElse(List.of());
  }

  @Override
  public Optional<DeskReader.Counts> counts() {
    return desk().map(spec -> ledger.deskReader.counts(spec.name()));
  }

  @Override
  public Optional<DeskHistory> history() {
    return desk()
        .map(
            spec -> {
              DeskReader.Track track =
                  ledger.deskReader.track(spec.name(), DeskHistory.CYCLES_OF_A_DAY);
              return new DeskHistory(
                  spec.name(),
                  ledger.mode.toString(),
                  prices,
                  LiveGate.print(ledger.desks.configuration(spec.name()).orElse("")),
                  track.firstAt(),
                  track.lastAt(),
                  track.cycles(),
                  track.days());
            });
  }

  private void tell(Consumer<AmplifierWorkflow> message) {
    launcher.tellDesk(desk().orElseThrow().name(), message);
  }

  @Override
  public void vote(String by) {
    tell(desk -> desk.vote(by));
  }

  @Override
  public void revote(String reason) {
    tell(desk -> desk.emergencyRevote(reason));
  }

  @Override
  public void exitAll(String by) {
    tell(desk -> desk.exitAll(by));
  }

  @Override
  public void pause(String by) {
    tell(desk -> desk.pause(by));
  }

  @Override
  public void resume(String by) {
    tell(desk -> desk.resume(by));
  }

  @Override
  public void profile(String name, String by) {
    tell(desk -> desk.profile(new ProfileChange(name, by)));
  }
}
