package dev.belay.activities.venue;

import dev.belay.domain.money.Usdt;
import java.util.Optional;

/** Moves capital at the simulator, which keeps every answer under the transfer's id. */
public final class SimulatorTransfers implements CapitalVenue {
  private static final int INSUFFICIENT = -5013;

  private final BinanceTransport transport;
  private final VenueKeys keys;
  private final String adminSecret;

  /**
   * @param keys asked first, so that the account exists
   */
  public SimulatorTransfers(BinanceTransport transport, VenueKeys keys, String adminSecret) {
    this.transport = transport;
    this.keys = keys;
    this.adminSecret = adminSecret;
  }

  @Override
  public Optional<String> transfer(String id, String account, Usdt amount) {
    var unused = keys.keyOf(account);
    String json =
        Answers.STRICT
            .createObjectNode()
            .put("id", id)
            .put("account", account)
            .put("amount", amount.toString())
            .toString();
    try {
      var moved =
          transport.postJson(
              "/sim/v1/transfers", json, SimulatorAccounts.ADMIN_HEADER, adminSecret);
      return moved.usdt("amount").equals(amount)
          ? Optional.empty()
          : unexpected(id, moved.usdt("amount"), amount);
    } catch (VenueException.Refused e) {
      if (e.code() == INSUFFICIENT) {
        return Optional.of("VENUE_INSUFFICIENT: " + e.getMessage());
      }
      throw e;
    }
  }

  private static Optional<String> unexpected(String id, Usdt moved, Usdt amount) {
    throw new VenueException.Unknown(
        "Expected transfer %s to move %s, the venue moved %s".formatted(id, amount, moved));
  }
}
