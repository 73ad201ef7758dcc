package dev.belay.simulator.wire;

import static dev.belay.simulator.json.Json.object;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.simulator.json.Json;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What an account's key may do, how it signs and how the account is set. The venue itself trades in
 * one way only; what is shown can be set, to see what a trader makes of it, and is forgotten at a
 * restart.
 */
final class KeyEndpoints {
  private final Signing signing;
  private final Admin admin;
  private final Map<String, Shown> shown = new ConcurrentHashMap<>();

  KeyEndpoints(Signing signing, Admin admin) {
    this.signing = signing;
    this.admin = admin;
  }

  /** What the exchange says of an account. */
  private record Shown(
      boolean withdrawals,
      boolean futures,
      boolean restricted,
      boolean hedge,
      boolean multiAssets,
      boolean feeBurn) {
    static final Shown USUAL = new Shown(false, true, true, false, false, false);
  }

  void register(Router router) {
    router
        .on("GET /sapi/v1/account/apiRestrictions", this::restrictions)
        .on(
            "GET /fapi/v1/positionSide/dual",
            call -> object("dualSidePosition", shown(call).hedge()))
        .on(
            "GET /fapi/v1/multiAssetsMargin",
            call -> object("multiAssetsMargin", shown(call).multiAssets()))
        .on("GET /fapi/v1/feeBurn", call -> object("feeBurn", shown(call).feeBurn()))
        .on("POST /sim/v1/keys", this::set);
  }

  private Shown shown(Call call) {
    return shown.getOrDefault(signing.account(call).id(), Shown.USUAL);
  }

  private Object restrictions(Call call) {
    Shown its = shown(call);
    return object(
        "ipRestrict", its.restricted(),
        "createTime", 0,
        "enableReading", true,
        "enableSpotAndMarginTrading", false,
        "enableWithdrawals", its.withdrawals(),
        "enableInternalTransfer", false,
        "permitsUniversalTransfer", false,
        "enableVanillaOptions", false,
        "enableFutures", its.futures(),
        "enableMargin", false,
        "enablePortfolioMarginTrading", false,
        "enableFixApiTrade", false,
        "enableFixReadOnly", false);
  }

  /** Sets all of an account's; what is not named is as usual. */
  private Object set(Call call) {
    admin.check(call);
    try {
      JsonNode body = Json.MAPPER.readTree(call.body());
      String account = body.path("account").asText("");
      if (!account.isEmpty()) {
        signing.publicKey(account, body.path("public_key").asText(null));
        shown.put(
            account,
            new Shown(
                body.path("withdrawals").asBoolean(Shown.USUAL.withdrawals()),
                body.path("futures").asBoolean(Shown.USUAL.futures()),
                body.path("restricted").asBoolean(Shown.USUAL.restricted()),
                body.path("hedge").asBoolean(Shown.USUAL.hedge()),
                body.path("multi_assets").asBoolean(Shown.USUAL.multiAssets()),
                body.path("fee_burn").asBoolean(Shown.USUAL.feeBurn())));
        return object("account", account);
      }
    } catch (JsonProcessingException e) {
      // Said below.
    }
    throw ApiError.of(
        -1102,
        "Expected a JSON object with account, and withdrawals, futures, restricted, hedge, multi_assets, fee_burn, and public_key.");
  }
}
