package dev.belay.activities.amplifier;

import dev.belay.strategies.amplifier.ballot.Evidence.MarketSummary;
import java.time.Instant;

/** What our own data says for voters. */
public interface MarketSummarizer {
  /**
   * @param asOf market time; nothing of later is told
   */
  MarketSummary summary(String desk, Instant asOf);
}
