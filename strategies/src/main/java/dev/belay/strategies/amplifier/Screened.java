package dev.belay.strategies.amplifier;

import dev.belay.strategies.amplifier.Funnel.Fallen;
import dev.belay.strategies.amplifier.Funnel.Stage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scan after what is too thin or does not amplify has fallen out: what is left is the same for
 * every profile and every account.
 *
 * @param universe how many symbols were offered
 * @param liquid how many of them are liquid
 * @param amplifying those of them that amplify, best first
 * @param out the others, each with where it fell out
 */
public record Screened(int universe, int liquid, List<Ranked> amplifying, List<Fallen> out) {
  public Screened {
    amplifying = List.copyOf(amplifying);
    out = List.copyOf(out);
  }

  /**
   * @param rank in the scan, from 1
   */
  public record Ranked(int rank, CoinScore coin) {}

  /**
   * Takes a scan through the first steps of the funnel.
   *
   * @param universe with what is no coin left out of it
   */
  public static Screened of(Universe universe, Scan scan, ScannerSettings settings) {
    List<CoinScore> ranked = scan.ranked();
    List<Ranked> amplifying = new ArrayList<>();
    List<Fallen> out = new ArrayList<>(ranked.size() + scan.leftOut().size());
    universe.leftOut().forEach(each -> out.add(new Fallen(each, Stage.LIQUID)));
    scan.leftOut().forEach(each -> out.add(new Fallen(each, Stage.LIQUID)));
    int liquid = 0;
    for (int i = 0; i < ranked.size(); i++) {
      CoinScore coin = ranked.get(i);
      if (!coin.isLiquid(settings)) {
        Why why = new Why(Reason.VOLUME_LOW, coin.volume(), settings.volumeFloor());
        out.add(new Fallen(new LeftOut(coin.symbol(), why), Stage.LIQUID));
        continue;
      }
      liquid++;
      Why dull = dull(coin, settings);
      if (dull == null) {
        amplifying.add(new Ranked(i + 1, coin));
      } else {
        out.add(new Fallen(new LeftOut(coin.symbol(), dull), Stage.AMPLIFYING));
      }
    }
    return new Screened(scan.offered() + universe.leftOut().size(), liquid, amplifying, out);
  }

  private static @Nullable Why dull(CoinScore coin, ScannerSettings settings) {
    if (coin.amplifies(settings)) {
      return null;
    }
    return coin.beta() <= settings.minimumBeta()
        ? new Why(Reason.BETA_LOW, coin.beta(), settings.minimumBeta())
        : new Why(Reason.CORRELATION_LOW, coin.correlation(), settings.minimumCorrelation());
  }
}
