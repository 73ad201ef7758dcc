package dev.belay.workflows.amplifier;

import dev.belay.domain.market.Symbol;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** Gathering into a store. Each step brings what is new, so doing it twice does no harm. */
@ActivityInterface
public interface CollectActivities {

  /** What is traded at the moment of what the desk may trade. */
  @ActivityMethod(name = "Collect.Coins")
  List<Symbol> coins(String desk);

  /** Candles and funding. */
  @ActivityMethod(name = "Collect.Fetch")
  Collected fetch(Coins coins);

  /** Figures and headlines; the names of the sources that were down. */
  @ActivityMethod(name = "Collect.Outside")
  List<String> outside(String desk);

  record Coins(List<Symbol> symbols) {
    public Coins {
      symbols = List.copyOf(symbols);
    }
  }

  /**
   * @param missing candles between the first and the last
   * @param failed symbols of which not all came
   */
  record Collected(int candles, int rates, long missing, List<String> failed) {
    public Collected {
      failed = List.copyOf(failed);
    }
  }
}
