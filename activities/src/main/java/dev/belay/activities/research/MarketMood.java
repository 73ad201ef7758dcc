package dev.belay.activities.research;

import dev.belay.data.DailyFile;
import dev.belay.data.FundingFile;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What else is known of the market than prices, each of what was known at a time.
 *
 * @param funding rates of BTC; null for none
 * @param fearGreed null for none
 */
public record MarketMood(FundingFile.@Nullable Rates funding, @Nullable DailyFile fearGreed) {
  public static final MarketMood UNKNOWN = new MarketMood(null, null);

  private static final long OLDEST_FUNDING = 24 * 3_600_000L;
  private static final int OLDEST_DAYS = 3;

  /**
   * Reads what there is.
   *
   * @param funding a file of funding rates; null for none
   * @param fearGreed a file of one number a day; null for none
   */
  public static MarketMood read(@Nullable Path funding, @Nullable Path fearGreed) {
    return new MarketMood(
        funding == null ? null : FundingFile.read(funding),
        fearGreed == null ? null : DailyFile.read(fearGreed));
  }

  /** The last rate in percent; null where there is none of the last day. */
  @Nullable Double fundingPct(long time) {
    FundingFile.Rates rates = funding;
    if (rates == null) {
      return null;
    }
    int at = Arrays.binarySearch(rates.times(), time);
    int index = at >= 0 ? at : -at - 2;
    return index < 0 || time - rates.times()[index] > OLDEST_FUNDING
        ? null
        : rates.rates()[index] / 1e6;
  }

  /** The index of a day that is over; null where there is none of the last three. */
  @Nullable Double fearGreed(long time) {
    DailyFile daily = fearGreed;
    return daily == null
        ? null
        : daily.knownOn(
            LocalDate.ofInstant(Instant.ofEpochMilli(time), ZoneOffset.UTC), OLDEST_DAYS);
  }

  /** Which of them there is, for people. */
  String told() {
    if (funding == null) {
      return fearGreed == null ? "without funding and Fear and Greed" : "with Fear and Greed";
    }
    return fearGreed == null ? "with funding of BTC" : "with funding of BTC and Fear and Greed";
  }
}
