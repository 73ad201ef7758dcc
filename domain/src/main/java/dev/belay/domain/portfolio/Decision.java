package dev.belay.domain.portfolio;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Usdt;
import org.jspecify.annotations.Nullable;

/**
 * One element of an agent's answer, valid in form.
 *
 * @param leverage 1 to 10 on opens, else null
 * @param positionSizeUsd notional on opens, else null
 * @param stopLoss required on opens
 * @param takeProfit required on opens
 * @param confidence 0 to 100; required on opens
 * @param riskUsd what the agent says it risks; informative
 */
public record Decision(
    Symbol symbol,
    Action action,
    @Nullable Integer leverage,
    @JsonProperty("position_size_usd") @Nullable Usdt positionSizeUsd,
    @JsonProperty("stop_loss") @Nullable Price stopLoss,
    @JsonProperty("take_profit") @Nullable Price takeProfit,
    @Nullable Integer confidence,
    @JsonProperty("risk_usd") @Nullable Usdt riskUsd,
    String reasoning) {}
