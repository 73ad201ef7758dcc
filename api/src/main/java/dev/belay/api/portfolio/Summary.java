package dev.belay.api.portfolio;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.belay.domain.money.Usdt;
import dev.belay.ledger.amplifier.DeskReader;
import dev.belay.ledger.read.Counts;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a demo has done: counts since the home was created and, under {@code run}, since this
 * process began.
 *
 * @param run the same counts for this process
 * @param fund the portfolio's money and agents; null where the home has no portfolio
 * @param recovered workflows found open or rebuilt at start
 * @param amplifier what its desk has done since the home was created; absent without one
 */
@Schema(name = "Summary")
public record Summary(
    @JsonUnwrapped Tally counts,
    Tally run,
    @JsonUnwrapped @Nullable Fund fund,
    Temporal temporal,
    MarketView market,
    int recovered,
    @JsonInclude(JsonInclude.Include.NON_NULL) DeskReader.@Nullable Counts amplifier) {

  /**
   * What has happened.
   *
   * @param decisions elements of recorded decisions
   * @param trades closed round trips
   */
  @Schema(name = "Counts")
  public record Tally(
      long rounds, long decisions, long refusals, long orders, long fills, long trades) {
    static Tally of(Counts counts) {
      return new Tally(
          counts.rounds(),
          counts.decisions(),
          counts.refusals(),
          counts.orders(),
          counts.fills(),
          counts.trades());
    }
  }

  /**
   * The portfolio's money. {@code total_equity} is {@code initial_balance + realized_pnl +
   * unrealized_pnl - fees + funding}, exactly.
   *
   * @param realizedPnl gross of fees and funding
   * @param fees paid, at least 0
   * @param funding received; negative when paid
   */
  @Schema(name = "SummaryFund")
  public record Fund(
      Usdt initialBalance,
      Usdt totalEquity,
      Usdt unallocatedCash,
      Usdt realizedPnl,
      Usdt unrealizedPnl,
      Usdt fees,
      Usdt funding,
      List<AgentView> agents) {}

  /** The Temporal server in use. */
  @Schema(name = "Temporal")
  public record Temporal(
      @Schema(allowableValues = {"cluster", "server", "memory"}) String kind,
      boolean durable,
      String reason) {}
}
