package dev.belay.activities.venue;

import dev.belay.domain.money.Usdt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/** Opens accounts at the simulator, where paper trading has them, and hands out their keys. */
public final class SimulatorAccounts implements VenueKeys {
  static final String ADMIN_HEADER = "X-SIM-ADMIN";

  private final BinanceTransport transport;
  private final String adminSecret;
  private final Function<String, Usdt> deposits;
  private final ConcurrentMap<String, VenueKey> keys = new ConcurrentHashMap<>();

  /**
   * @param deposits what an account starts with; asked when the account is first used
   */
  public SimulatorAccounts(
      BinanceTransport transport, String adminSecret, Function<String, Usdt> deposits) {
    this.transport = transport;
    this.adminSecret = adminSecret;
    this.deposits = deposits;
  }

  @Override
  public VenueKey keyOf(String account) {
    VenueKey known = keys.get(account);
    return known != null ? known : open(account, deposits.apply(account));
  }

  /** Opens the account, or finds it: a deposit is credited only when it is new. */
  public VenueKey open(String account, Usdt deposit) {
    String json =
        Answers.STRICT
            .createObjectNode()
            .put("account", account)
            .put("deposit", deposit.toString())
            .toString();
    Fields answer = transport.postJson("/sim/v1/accounts", json, ADMIN_HEADER, adminSecret);
    VenueKey key = new VenueKey(answer.text("api_key"), answer.text("secret_key"));
    keys.put(account, key);
    return key;
  }
}
