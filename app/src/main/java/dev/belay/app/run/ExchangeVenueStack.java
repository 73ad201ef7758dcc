package dev.belay.app.run;

import dev.belay.activities.book.LedgerShares;
import dev.belay.activities.venue.AccountCheck;
import dev.belay.activities.venue.BinanceStreams;
import dev.belay.activities.venue.BinanceTransport;
import dev.belay.activities.venue.BinanceVenue;
import dev.belay.activities.venue.BinanceVenue.Sending;
import dev.belay.activities.venue.BracketSource;
import dev.belay.activities.venue.ClockCheck;
import dev.belay.activities.venue.SharedStreams;
import dev.belay.activities.venue.SharedVenue;
import dev.belay.activities.venue.VenueException;
import dev.belay.activities.venue.VenueKeys;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.cli.RunOptions;
import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.VenueProfile;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.domain.portfolio.TradingMode;
import dev.belay.ledger.VenueBindings.Binding;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Books on an account of an exchange, which all agents share. */
final class ExchangeVenueStack implements VenueStack {
  private final Closeables started = new Closeables();
  private final Books books;
  private final VenueMarket market;
  private final VenueAccess access;
  private final Optional<BinanceTransport> prices;
  private final ExchangeKey key;
  private final boolean dryRun;

  /**
   * Connects to the exchange, asks whether the account will do, and has real money confirmed.
   *
   * @param configured the fund that a new home begins
   * @param capital what all that trades in a new home begins with
   * @throws OperatorException if something is not as it has to be; then nothing has changed
   */
  ExchangeVenueStack(
      Books books,
      RunOptions options,
      PortfolioSpec configured,
      Usdt capital,
      Map<String, String> environment) {
    this.books = started.add(books);
    this.dryRun = options.live().dryRun();
    try {
      TradingMode mode = books.ledger.mode;
      requireFlags(mode, options);
      ExchangeAddresses addresses = ExchangeAddresses.of(mode, environment);
      key = ExchangeKey.of(environment);
      VenueKeys keys = account -> key.key();
      BinanceTransport calls =
          started.add(VenueMarket.transport(addresses.futures(), VenueProfile.BINANCE));
      BinanceTransport aboutKeys =
          mode == TradingMode.LIVE
              ? started.add(VenueMarket.transport(addresses.spot(), VenueProfile.BINANCE))
              : null;
      List<String> funds = books.ledger.recovery.portfolios();
      String fund = funds.isEmpty() ? configured.name() : funds.getFirst();
      boolean fresh = funds.isEmpty();
      say("[%s] asking %s whether the account will do".formatted(mode, addresses.futures()));
      Instant asked = books.wall.instant();
      AccountCheck.Report report =
          checked(
              addresses,
              mode,
              new AccountCheck(calls, aboutKeys, keys, books.wall),
              new ClockCheck(calls, books.wall, VenueProfile.BINANCE.allowedSkew()),
              fresh ? capital : null);
      Optional<Binding> bound = fresh ? Optional.empty() : books.ledger.bindings.find();
      if (mode == TradingMode.LIVE && !dryRun) {
        Confirmation.require(fund, key, bound, options.live());
      }
      Binding binding =
          bound.orElseGet(
              () ->
                  books.ledger.bindings.bind(
                      books.ledger.terms, report.wallet().minus(capital), asked));
      market =
          VenueMarket.exchange(
              calls,
              BracketSource.of(calls, keys, SharedVenue.EXCHANGE, books.wall),
              books.wall,
              mode == TradingMode.LIVE ? "LIVE PRICES" : "TESTNET PRICES",
              binding.boundAt());
      access = access(calls, keys, addresses);
      prices = mode == TradingMode.LIVE ? Optional.of(calls) : Optional.empty();
      if (dryRun) {
        say("[live] dry run: orders are signed, none is sent");
      }
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  /** An exchange has its own market and its own time. */
  private static void requireFlags(TradingMode mode, RunOptions options) {
    if (options.verb() != RunOptions.Verb.UP
        || options.market().isAsked()
        || (options.speed() != null && options.speed() != 1)) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected `belay up` without flags of the market, because the home's mode is %s: its market is the exchange's, at its own pace."
              .formatted(mode));
    }
    if (options.live().dryRun() && mode != TradingMode.LIVE) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected --dry-run-live only with mode: live, this home's is %s.".formatted(mode));
    }
  }

  private VenueAccess access(BinanceTransport calls, VenueKeys keys, ExchangeAddresses addresses) {
    BinanceVenue exchange =
        new BinanceVenue(
            calls,
            keys,
            books.wall,
            new ClockCheck(calls, books.wall, VenueProfile.BINANCE.allowedSkew()),
            dryRun ? Sending.SIGN_ONLY : Sending.SEND);
    return new VenueAccess(
        new SharedVenue(exchange, new LedgerShares(books.ledger.shares)),
        new SharedStreams(new BinanceStreams(calls, keys, addresses.streams())),
        // On one account the ledger alone says whose the capital is.
        (id, account, amount) -> Optional.empty());
  }

  private static AccountCheck.Report checked(
      ExchangeAddresses addresses,
      TradingMode mode,
      AccountCheck check,
      ClockCheck clock,
      @Nullable Usdt needed) {
    AccountCheck.Report report;
    List<String> refusals = new ArrayList<>();
    try {
      clock.tooFar().ifPresent(refusals::add);
      report = check.check(mode, needed);
    } catch (VenueException e) {
      throw new OperatorException(
          ExitCode.FAILED,
          "Expected %s to answer for the account of the key, but: %s; look at the connection, at BELAY_EXCHANGE_KEY and BELAY_EXCHANGE_SECRET, and at whether the key is restricted to other addresses."
              .formatted(addresses.futures(), e.getMessage()),
          e);
    }
    refusals.addAll(report.refusals());
    report.warnings().forEach(warning -> say("[%s] warning: %s".formatted(mode, warning)));
    if (!refusals.isEmpty()) {
      throw new OperatorException(ExitCode.BAD_INPUT, String.join(".\n", refusals) + ".");
    }
    return report;
  }

  private static void say(String line) {
    System.err.println(line);
  }

  @Override
  public LedgerStack ledger() {
    return books.ledger;
  }

  @Override
  public VenueMarket market() {
    return market;
  }

  @Override
  public VenueAccess access() {
    return access;
  }

  @Override
  public Optional<BinanceTransport> prices() {
    return prices;
  }

  @Override
  public Failpoints failpoints() {
    return books.failpoints;
  }

  @Override
  public InstantSource wall() {
    return books.wall;
  }

  @Override
  public void begun(PortfolioSpec portfolio) {
    if (books.ledger.mode == TradingMode.LIVE && !dryRun) {
      books.ledger.bindings.confirm(portfolio.name(), key.print());
    }
  }

  @Override
  public void close() {
    started.close();
  }
}
