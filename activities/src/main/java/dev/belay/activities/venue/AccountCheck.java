package dev.belay.activities.venue;

import dev.belay.activities.venue.BinanceTransport.Method;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.TradingMode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What has to be so of an exchange's account before Belay trades on it. What can't be learnt counts
 * as not so.
 */
public final class AccountCheck {
  private static final String RESTRICTIONS = "/sapi/v1/account/apiRestrictions";

  private final BinanceTransport futures;
  private final @Nullable BinanceTransport keys;
  private final VenueKeys venueKeys;
  private final InstantSource wall;

  /**
   * @param keys the exchange's calls about keys, which are on another host; null where there are
   *     none, as on the test network
   */
  public AccountCheck(
      BinanceTransport futures,
      @Nullable BinanceTransport keys,
      VenueKeys venueKeys,
      InstantSource wall) {
    this.futures = futures;
    this.keys = keys;
    this.venueKeys = venueKeys;
    this.wall = wall;
  }

  /**
   * @param wallet cash in the account
   * @param refusals why Belay must not trade with it; each says what to do
   * @param warnings what should be otherwise
   */
  public record Report(Usdt wallet, List<String> refusals, List<String> warnings) {
    public Report {
      refusals = List.copyOf(refusals);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Asks.
   *
   * @param needed what the fund begins with; null for a home that trades on the account already
   * @throws VenueException if the exchange does not answer, or refuses the key
   */
  public Report check(TradingMode mode, @Nullable Usdt needed) {
    List<String> refusals = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    if (mode == TradingMode.LIVE) {
      permissions(refusals, warnings);
    }
    settings(refusals);
    Usdt wallet = ask(futures, "/fapi/v3/account").usdt("totalWalletBalance");
    if (needed != null) {
      begin(needed, wallet, refusals);
    }
    return new Report(wallet, refusals, warnings);
  }

  private void permissions(List<String> refusals, List<String> warnings) {
    BinanceTransport from = keys;
    if (from == null) {
      refusals.add(
          "Expected to learn what the API key may do, but no address for that is configured; set BELAY_EXCHANGE_SPOT_URL");
      return;
    }
    Fields may = ask(from, RESTRICTIONS);
    if (may.flag("enableWithdrawals")) {
      refusals.add(
          "Expected an API key that can't withdraw, this one can; take the permission away, or make a key without it");
    }
    if (!may.flag("enableFutures")) {
      refusals.add(
          "Expected an API key that may trade futures, this one may not; give it the permission");
    }
    if (!may.flag("ipRestrict")) {
      warnings.add(
          "The API key works from every address; restrict it to the addresses Belay runs on");
    }
    if (may.optional("permitsUniversalTransfer", f -> f.flag("permitsUniversalTransfer"))
            .equals(Optional.of(true))
        || may.optional("enableInternalTransfer", f -> f.flag("enableInternalTransfer"))
            .equals(Optional.of(true))) {
      warnings.add("The API key may transfer between accounts, which Belay never does");
    }
  }

  private void settings(List<String> refusals) {
    if (ask(futures, "/fapi/v1/positionSide/dual").flag("dualSidePosition")) {
      refusals.add(
          "Expected the one-way position mode, the account is in hedge mode; change it in the exchange's settings");
    }
    if (ask(futures, "/fapi/v1/multiAssetsMargin").flag("multiAssetsMargin")) {
      refusals.add(
          "Expected the single-asset mode, the account is in multi-assets mode; change it in the exchange's settings");
    }
    if (ask(futures, "/fapi/v1/feeBurn").flag("feeBurn")) {
      refusals.add(
          "Expected fees in USDT, the account pays them in BNB; switch that off in the exchange's settings");
    }
  }

  private void begin(Usdt needed, Usdt wallet, List<String> refusals) {
    if (wallet.compareTo(needed) < 0) {
      refusals.add(
          "Expected at least %s USDT in the futures wallet, which the fund is to begin with, found %s; transfer more, or lower initial_balance"
              .formatted(needed, wallet));
    }
    BinanceVenue venue = new BinanceVenue(futures, venueKeys, wall, Optional::empty);
    int held = venue.positions(SharedVenue.EXCHANGE).size();
    int resting = venue.resting(SharedVenue.EXCHANGE).size();
    if (held + resting > 0) {
      refusals.add(
          "Expected an account without positions and open orders to begin with, found %d and %d; close them, or take a sub-account"
              .formatted(held, resting));
    }
  }

  private Fields ask(BinanceTransport transport, String path) {
    VenueKey key = venueKeys.keyOf(SharedVenue.EXCHANGE);
    return transport.signed(Method.GET, path, Params.none(), key, wall.instant());
  }
}
