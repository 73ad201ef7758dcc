package dev.belay.api.portfolio;

import dev.belay.api.ApiSettings;
import dev.belay.api.RunStart;
import dev.belay.api.amplifier.AmplifierDesk;
import dev.belay.ledger.read.Counts;
import dev.belay.ledger.read.Money;
import jakarta.inject.Singleton;

/** Puts the summary together, for {@code demo --json} and over HTTP. */
@Singleton
public final class SummaryReader {
  private final PortfolioBook book;
  private final FundReader fund;
  private final ApiSettings settings;
  private final AmplifierDesk amplifier;

  SummaryReader(
      PortfolioBook book, FundReader fund, ApiSettings settings, AmplifierDesk amplifier) {
    this.amplifier = amplifier;
    this.book = book;
    this.fund = fund;
    this.settings = settings;
  }

  /** The summary of now; {@link dev.belay.api.ApiJson#write} makes its document. */
  public Summary read() {
    FundReader.Fund read = fund.read();
    Counts counts = book.counts();
    RunStart start = settings.run().get();
    return new Summary(
        Summary.Tally.of(counts),
        Summary.Tally.of(counts.since(start.counts())),
        read.agents().isEmpty() ? null : fund(read),
        new Summary.Temporal(
            settings.temporal().kind(),
            settings.temporal().durable(),
            settings.temporal().reason()),
        read.market(),
        start.recovered(),
        amplifier.counts().orElse(null));
  }

  private static Summary.Fund fund(FundReader.Fund read) {
    Money money = read.figures().money();
    return new Summary.Fund(
        money.deposited(),
        money.equity(),
        read.figures().unallocatedCash(),
        money.realizedPnl(),
        money.unrealizedPnl(),
        money.fees(),
        money.funding(),
        read.agents());
  }
}
