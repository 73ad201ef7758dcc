package dev.belay.api.research;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.belay.domain.money.Usdt;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a list shows of a run that is done: of a sweep its best combination, of a walk-forward run
 * what was out of sample, of a bias check the run at its own costs.
 *
 * @param parameters of the strategy, standard values included; of a walk-forward run those that
 *     were not chosen
 * @param from open of the first candle
 * @param to close of the last one
 * @param digest over the digests of every symbol's candles
 * @param clean whether no decision knew the future; null but for a bias check
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunFigures(
    Map<String, Double> parameters,
    List<String> symbols,
    Instant from,
    Instant to,
    long candles,
    String digest,
    @Nullable Usdt finalEquity,
    @Nullable Double returnPct,
    @Nullable Double maxDrawdownPct,
    @Nullable Double sharpe,
    @Nullable Long trades,
    @Nullable Boolean clean,
    @Nullable String fingerprint,
    long elapsedMs,
    String codeVersion) {}
