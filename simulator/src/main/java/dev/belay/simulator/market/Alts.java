package dev.belay.simulator.market;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The small coins of the synthetic market. Their names are known ones; level, beta, noise and
 * turnover are invented, the same ones always: a third take over less than twice bitcoin's return,
 * the rest two to ten times, one in seven goes its own way, and some are hardly traded. Half of
 * them follow bitcoin's crashes a quarter of an hour to half an hour later. With a few that are no
 * alts at all, for whoever has to tell them apart.
 */
final class Alts {
  /** What of the turnover of an ordinary minute differs between the largest and the smallest. */
  private static final double LEAST_TURNOVER = 4e3;

  private static final double MOST_TURNOVER = 5e5;

  /** Bitcoin's ordinary hour, to which a coin's own noise is in proportion. */
  private static final double HOUR = 0.006;

  private static final double LAST_LAG = 30;

  private static final String NAMES =
      """
      AAVE ACE ACM ACT AEVO AGLD AION AIXBT ALGO ALICE ALPHA ALT ANKR ANT APE API3 APT AR
      ARB ARDR ARKM ARPA ASR ATA ATOM AUTO AVA AXL AXS BADGER BAKE BAL BANANA BAND BAT BCH
      BEAM BEL BICO BIGTIME BIO BLUR BNT BOND BRETT BURGER CAKE CATI CELR CFX CHR CHZ CKB
      COMP COS CRV CVC CYBER DASH DEGO DIA DNT DOGS DOT DREP DUSK DYDX DYM EDU EGLD EIGEN
      ENA ENJ EOS ERN ETC ETHFI FET FIL FIO FIRO FLOW FORTH FTT FUN FXS GALA GMT GMX GOAT
      GRASS GRT GTC GTO HARD HBAR HIGH HMSTR HNT HOOK HOT ICP ICX ID IMX INJ IOST IOTA
      IOTX JASMY JST JUP JUV KAS KAVA KEY KLAY KMD KSM LDO LINA LISTA LIT LPT LRC LSK LTO
      LUNA MAGIC MANA MANTA MAV MBL MDX MEME MEW MINA MITH MLN MOODENG MOVE MTL NBS NEAR
      NEIRO NEO NFP NMR NOT NTRN NULS OCEAN OG OMNI ONE ONT OP ORDI ORN PENDLE PENGU PERP
      PHA PIXEL PNUT POLS POPCAT PORTAL PSG PUNDIX PYTH QNT QTUM RDNT REEF REN REP REZ RLC
      RONIN ROSE RPL RUNE RVN SAGA SAND SCR SEI SFP SNX SRM SSV STG STMX STORJ STPT STRK
      STX SUI SUN SUPER SUSHI SXP TFUEL TIA TKO TNSR TOMO TON TORN TRB TRU TRX TURBO TWT
      UNI USUAL UTK VANA VET VIRTUAL VTHO WAN WAVES WIF WIN WING WLD WOO WRX XAI XTZ XVS
      YFI YFII ZEC ZEN ZIL ZK ZRO ZRX
      """;

  /** With those of {@link Coin#MAJORS} that are no bitcoin they are 250. */
  static final List<Coin> ALL = all();

  private Alts() {}

  private static List<Coin> all() {
    Noise noise = new Noise(250, 1);
    List<Coin> coins = new ArrayList<>();
    for (String name : NAMES.strip().split("\\s+")) {
      coins.add(alt(name, noise, 8L * coins.size()));
    }
    coins.add(coin("EURUSDT", 1.09, 0.02, 0.0006, 4e4, 0));
    coins.add(coin("FDUSDUSDT", 1, 0, 0.00002, 3e5, 0));
    coins.add(coin("USDCUSDT", 1, 0, 0.00002, 9e5, 0));
    coins.add(coin("WBTCUSDT", 92_000, 1, 0.0002, 6e4, 0));
    return List.copyOf(coins);
  }

  private static Coin alt(String name, Noise noise, long index) {
    double rank = noise.uniform(index);
    double within = noise.uniform(index + 1);
    double beta;
    if (rank < 0.34) {
      beta = 0.6 + 1.4 * within;
    } else if (rank < 0.62) {
      beta = 2 + 1.5 * within;
    } else if (rank < 0.88) {
      beta = 3.5 + 2.5 * within;
    } else {
      beta = 6 + 4 * within;
    }
    double strays = noise.uniform(index + 2);
    double own = HOUR * beta * (strays < 0.86 ? 0.3 + 0.8 * strays : 2.5);
    double level = between(0.01, 60, noise.uniform(index + 3));
    double turnover = between(LEAST_TURNOVER, MOST_TURNOVER, noise.uniform(index + 4));
    double follows = noise.uniform(index + 5);
    double lag = follows < 0.5 ? 0 : LAST_LAG * follows;
    return coin(name + "USDT", level, beta, own, turnover, lag);
  }

  /** As many a tenth of the way as between any other two tenths, in proportion. */
  private static double between(double low, double high, double share) {
    return StrictMath.exp(StrictMath.log(low) + share * StrictMath.log(high / low));
  }

  private static Coin coin(
      String symbol, double level, double beta, double own, double turnover, double lag) {
    int digits = 4 - (int) StrictMath.floor(StrictMath.log10(level));
    BigDecimal tick = BigDecimal.ONE.movePointLeft(Math.max(0, digits));
    BigDecimal step = level < 20 ? BigDecimal.ONE : new BigDecimal("0.001");
    Instrument instrument =
        new Instrument(
            Symbol.of(symbol),
            tick,
            step,
            Quantity.of(step),
            Quantity.of(BigDecimal.valueOf(10_000_000)),
            Usdt.of("5"),
            50,
            new BigDecimal("0.01"),
            new BigDecimal("0.0125"));
    return new Coin(instrument, level, beta, own, turnover, lag);
  }
}
