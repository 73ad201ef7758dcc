package dev.belay.workflows.amplifier;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Usdt;
import dev.belay.workflows.amplifier.DeskActivities.CycleRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looking at the whole universe in one step; a regular activity on the queue {@code market-data}.
 */
@ActivityInterface
public interface ScanActivities {

  /**
   * Measures Bitcoin, scores and ranks the universe and decides, as of the cycle. The table of it
   * is stored by hash; only what is to be done comes back.
   */
  @ActivityMethod(name = "Amplifier.Scan")
  ScanResult scan(ScanRequest request);

  /**
   * @param profile untouched
   * @param sizeFactor of the mandate, on the profile's sizes
   * @param entries whether any may be decided
   */
  record ScanRequest(CycleRef cycle, String profile, BigDecimal sizeFactor, boolean entries) {}

  /**
   * @param scanHash the stored table: parts of the momentum, ranking, reasons of every coin
   * @param momentum of Bitcoin, 0 to 100; null where its candles are missing
   * @param regime bear, transition, bull, overheated
   * @param override why everything is to be closed; null for no reason
   * @param alarm a change of regime or loss of data that the main agent should hear of
   * @param entries best first
   * @param exits positions to close for a reason of their own
   */
  record ScanResult(
      String scanHash,
      @Nullable BigDecimal momentum,
      @Nullable String regime,
      @Nullable String override,
      @Nullable String alarm,
      Funnel funnel,
      List<Entry> entries,
      List<Exit> exits) {
    public ScanResult {
      entries = List.copyOf(entries);
      exits = List.copyOf(exits);
    }
  }

  /** How many coins were left after each step. */
  record Funnel(int universe, int liquid, int amplifying, int allowed, int entered) {}

  /**
   * A long position to be opened.
   *
   * @param size notional
   * @param trailPct how far the stop follows behind the price, in percent; 0 where it stays
   * @param maxHoldHours of market time; 0 for no limit
   * @param score 0 to 100
   */
  record Entry(
      Symbol symbol,
      Usdt size,
      Price stop,
      Price target,
      BigDecimal trailPct,
      BigDecimal maxHoldHours,
      int score,
      String why) {}

  record Exit(String positionId, String why) {}
}
