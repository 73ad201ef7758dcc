package dev.belay.strategies.amplifier;

import static dev.belay.strategies.amplifier.Markets.BTC;
import static dev.belay.strategies.amplifier.Markets.HOUR;
import static dev.belay.strategies.amplifier.Markets.coin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Usdt;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A defect that systems of this kind have had: configured keys that no code read. Here each number
 * is changed by itself, and something that comes out must change.
 */
class EveryKeyIsReadTest {
  private static final AmplifierSettings STANDARD = AmplifierSettings.standard();
  private static final Battery BATTERY = new Battery();

  @Test
  void somethingChangesWithEveryKey() throws ReflectiveOperationException {
    assertThat(BATTERY.run(AmplifierSettings.standard())).isEqualTo(BATTERY.run(STANDARD));
    List<String> unread = new ArrayList<>();
    int keys = 0;
    for (Leaf leaf : leaves(STANDARD, "")) {
      // A profile's name is what it is chosen by.
      if (!leaf.path().endsWith("/name")) {
        keys++;
        if (!isRead(leaf)) {
          unread.add(leaf.path());
        }
      }
    }
    assertThat(unread).isEmpty();
    assertThat(keys).isGreaterThan(100);
  }

  /** A test that can't fail is none: a key of which nothing is made is found. */
  @Test
  void aKeyThatNobodyReadsIsFound() throws ReflectiveOperationException {
    Leaf capital =
        leaves(STANDARD, "").stream()
            .filter(each -> each.path().equals("/capital"))
            .findFirst()
            .orElseThrow();

    for (Object value : others(capital.value())) {
      assertThat(BATTERY.measures((AmplifierSettings) replaced(STANDARD, "/capital", value)))
          .isEqualTo(BATTERY.measures(STANDARD));
    }
  }

  private static boolean isRead(Leaf leaf) throws ReflectiveOperationException {
    // One weight alone can't be changed in a configuration that is allowed.
    boolean weight = leaf.path().contains("/weights/");
    // The shipped profiles are as loose as the limits.
    AmplifierSettings base =
        leaf.path().startsWith("/limits")
            ? SettingsTest.withProfiles(Profile.CONSERVATIVE)
            : STANDARD;
    int before = weight ? BATTERY.measures(base) : BATTERY.run(base);
    int allowed = 0;
    for (Object value : others(leaf.value())) {
      AmplifierSettings changed = (AmplifierSettings) replaced(base, leaf.path(), value);
      if (weight || changed.problems().isEmpty()) {
        allowed++;
        if ((weight ? BATTERY.measures(changed) : BATTERY.run(changed)) != before) {
          return true;
        }
      }
    }
    assertThat(allowed).as(leaf.path()).isPositive();
    return false;
  }

  private record Leaf(String path, Object value) {}

  private static List<Leaf> leaves(Object from, String path) throws ReflectiveOperationException {
    List<Leaf> leaves = new ArrayList<>();
    if (from instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        leaves.addAll(leaves(list.get(i), path + "/" + i));
      }
    } else if (from instanceof Record && !(from instanceof Usdt)) {
      for (RecordComponent each : from.getClass().getRecordComponents()) {
        leaves.addAll(leaves(each.getAccessor().invoke(from), path + "/" + each.getName()));
      }
    } else {
      leaves.add(new Leaf(path, from));
    }
    return leaves;
  }

  private static Object replaced(Object in, String path, Object value)
      throws ReflectiveOperationException {
    if (path.isEmpty()) {
      return value;
    }
    int slash = path.indexOf('/', 1);
    String name = path.substring(1, slash < 0 ? path.length() : slash);
    String rest = slash < 0 ? "" : path.substring(slash);
    if (in instanceof List<?> list) {
      List<Object> copy = new ArrayList<>(list);
      copy.set(Integer.parseInt(name), replaced(copy.get(Integer.parseInt(name)), rest, value));
      return copy;
    }
    RecordComponent[] components = in.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      Object old = components[i].getAccessor().invoke(in);
      values[i] = components[i].getName().equals(name) ? replaced(old, rest, value) : old;
      types[i] = components[i].getType();
    }
    return in.getClass().getDeclaredConstructor(types).newInstance(values);
  }

  private static List<Object> others(Object value) {
    double[] factors = {1.1, 0.9, 1.5, 0.5, 2, 4, 0.1, 10};
    return switch (value) {
      case Integer number ->
          Stream.concat(
                  Stream.of(number + 1, number - 1),
                  Arrays.stream(factors).mapToObj(f -> (int) Math.round(number * f)))
              .map(Object.class::cast)
              .toList();
      case Double number ->
          Stream.concat(
                  Arrays.stream(factors).mapToObj(f -> number * f),
                  Stream.of(number + 0.05, number - 0.05, number + 1, number - 1))
              .map(Object.class::cast)
              .toList();
      case BigDecimal number ->
          Arrays.stream(factors)
              .mapToObj(f -> (Object) number.multiply(BigDecimal.valueOf(f)))
              .toList();
      case Usdt amount ->
          Arrays.stream(factors)
              .mapToObj(f -> (Object) amount.times(BigDecimal.valueOf(f)))
              .toList();
      case Duration time ->
          List.of(time.dividedBy(2), time.multipliedBy(2), time.minusHours(1), time.plusHours(1));
      case Set<?> set -> List.of(Set.of());
      case String text -> List.of("ETH", "conservative", "other");
      default -> throw new IllegalStateException("Expected a way to change " + value);
    };
  }

  /** Everything that is computed, on markets made up by seed. */
  private static final class Battery {
    private static final int HOURS = 130;
    private static final List<Symbol> NAMES =
        Stream.of("BTC", "ETH", "BTCUP", "USDC", "EUR", "WBTC", "ADA").map(Markets::coin).toList();

    private final List<CoinBars> signals = new ArrayList<>();
    private final List<CoinBars> coins = new ArrayList<>();

    Battery() {
      Random random = new Random(20_260_101);
      for (double drift : new double[] {0, 0.001, 0.003, -0.002}) {
        double[] btc = Markets.walk(random, HOURS, drift, 0.006);
        Bars hours = Markets.bars(HOUR, 0, btc, Markets.volumes(random, HOURS, 1e8));
        signals.add(CoinBars.hourly(BTC, hours));
        signals.add(CoinBars.hourly(BTC, Markets.without(hours, 60, 70, 80, 90, 100)));
        if (drift == 0.003) {
          for (int i = 0; i < 40; i++) {
            double[] alt = Markets.following(btc, 0.5 + i * 0.25, random, 0.002 * (i % 5) * i);
            Bars bars =
                Markets.bars(HOUR, 0, alt, Markets.volumes(random, HOURS, 20_000.0 * (1 + i * i)));
            coins.add(
                CoinBars.hourly(
                    coin("C" + (10 + i)),
                    i % 4 == 0 ? Markets.without(bars, 110, 111, 112 + i / 8) : bars));
          }
        }
      }
    }

    /** What is measured, also with settings that may not be used. */
    int measures(AmplifierSettings settings) {
      List<Object> out = new ArrayList<>();
      measures(settings, out, new ArrayList<>(), new ArrayList<>());
      return out.hashCode();
    }

    private void measures(
        AmplifierSettings settings, List<Object> out, List<BtcMomentum> known, List<Scan> scans) {
      MomentumRule momentum = new MomentumRule(settings);
      for (CoinBars signal : signals) {
        for (long time = 95 * HOUR; time <= HOURS * HOUR; time += 5 * HOUR) {
          momentum.at(signal, time).ifPresent(known::add);
        }
        out.add(momentum.at(signal, HOURS * HOUR + 12 * 60_000 - HOUR));
        for (int minutes : new int[] {69, 70, 74, 75, 119}) {
          out.add(momentum.at(signal, HOURS * HOUR + minutes * 60_000).isPresent());
        }
      }
      out.add(known);
      Scanner scanner = new Scanner(settings.scanner());
      for (long time = 100 * HOUR; time <= HOURS * HOUR; time += 3 * HOUR) {
        scans.add(scanner.scan(signals.get(4), coins, time));
      }
      out.add(scans);
    }

    int run(AmplifierSettings settings) {
      List<Object> out = new ArrayList<>();
      List<BtcMomentum> known = new ArrayList<>();
      List<Scan> scans = new ArrayList<>();
      measures(settings, out, known, scans);
      out.add(settings.capital());
      Universe universe = Universe.of(NAMES, settings.scanner().exclusions());
      out.add(universe);
      out.add(settings.problemOfUniverse(21));
      regimes(settings, out);
      risks(settings, out);
      decisions(settings, universe, scans, known, out);
      // Limits that only profiles are held against.
      Profile loose =
          new Profile(
              "loose",
              BigDecimal.valueOf(99),
              99,
              BigDecimal.valueOf(99),
              BigDecimal.ONE,
              BigDecimal.valueOf(98),
              BigDecimal.ONE,
              Duration.ofDays(99),
              1,
              1,
              2);
      out.add(
          new AmplifierSettings(
                  settings.capital(),
                  settings.momentum(),
                  settings.scanner(),
                  settings.regime(),
                  settings.entry(),
                  settings.limits(),
                  List.of(loose),
                  "loose")
              .problems().stream().filter(each -> each.contains("limits'")).toList());
      return out.hashCode();
    }

    private static void regimes(AmplifierSettings settings, List<Object> out) {
      RegimeRule rule = new RegimeRule(settings.regime());
      Random random = new Random(4);
      double[] closes = Markets.walk(random, 900, 0.0006, 0.012);
      Bars bars = Markets.bars(4 * HOUR, 0, closes, Markets.volumes(random, 900, 1));
      RegimeState state = RegimeState.UNKNOWN;
      for (int i = 100; i < 900; i++) {
        RegimeInputs inputs =
            RegimeInputs.of(
                bars.between(0, i * 4 * HOUR),
                random.nextDouble(),
                random.nextDouble() * 0.1,
                random.nextDouble() * 100,
                settings.regime());
        RegimeReading reading = rule.read(inputs);
        state = state.after(reading, settings.regime());
        out.add(reading);
        out.add(state);
      }
    }

    private static void risks(AmplifierSettings settings, List<Object> out) {
      for (int step : new int[] {1, 7}) {
        DeskRisk risk = DeskRisk.NEW;
        for (int i = 0; i < 400; i++) {
          BigDecimal equity = BigDecimal.valueOf(10_000 - 10L * i);
          risk =
              risk.marked(
                  Usdt.of(equity),
                  Instant.EPOCH.plus(Duration.ofHours((long) i * step)),
                  settings.limits());
          out.add(risk);
        }
      }
    }

    private static void decisions(
        AmplifierSettings settings,
        Universe universe,
        List<Scan> scans,
        List<BtcMomentum> known,
        List<Object> out) {
      for (Profile profile : settings.profiles()) {
        AmplifierRule rule = new AmplifierRule(settings.choosing(profile.name()));
        for (Regime regime : Regime.values()) {
          for (Scan scan : scans) {
            out.add(
                rule.decide(
                    cycle(
                        settings,
                        universe,
                        scan,
                        regime,
                        AmplifierRuleTest.momentum(90, 0),
                        "0.9",
                        40)));
          }
        }
        Scan scan = ranked(scans.getLast().asOf());
        for (String cash : List.of("0.9", "0.21", "0.6")) {
          for (int hours = 1; hours < 200; hours += 3) {
            out.add(
                rule.decide(
                    cycle(
                        settings,
                        universe,
                        scan,
                        Regime.TRANSITION,
                        AmplifierRuleTest.momentum(90, 0),
                        cash,
                        hours)));
          }
        }
        for (BtcMomentum each : known) {
          out.add(rule.decide(cycle(settings, universe, scan, Regime.BULL, each, "0.9", 1)));
        }
        for (double value = 20; value < 80; value += 2) {
          out.add(
              rule.decide(
                  cycle(
                      settings,
                      universe,
                      scan,
                      Regime.BULL,
                      AmplifierRuleTest.momentum(value, value / 10),
                      "0.9",
                      1)));
        }
        ExitPlan plan = ExitPlan.of(profile, Regime.BULL, settings.regime());
        out.add(plan.stop(Price.of("100")));
        out.add(plan.target(Price.of("100")));
        out.add(plan.ratchet(Price.of("100"), Price.of("1")));
      }
      out.add(
          new AmplifierRule(settings)
              .decide(
                  cycle(
                      settings,
                      universe,
                      ranked(0),
                      Regime.BULL,
                      AmplifierRuleTest.momentum(70, 0),
                      "0.9",
                      1)));
    }

    /** Coins of every beta, all of them good. */
    private static Scan ranked(long asOf) {
      List<CoinScore> ranked = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        ranked.add(Markets.score("R" + i, 100 - i, 0.25 * i));
      }
      return new Scan(asOf, 100, ranked, List.of());
    }

    private static CycleInput cycle(
        AmplifierSettings settings,
        Universe universe,
        Scan scan,
        Regime regime,
        BtcMomentum momentum,
        String cash,
        int hours) {
      long now = 1000 * HOUR;
      Usdt equity = settings.capital();
      DeskBook book =
          new DeskBook(
              equity,
              equity.times(new BigDecimal(cash)),
              List.of(
                  new DeskBook.Holding(
                      coin("R40"), equity.times(new BigDecimal("0.0496")), now - hours * HOUR)),
              Map.of(coin("R30"), now - hours * HOUR, coin("R12"), now - hours * HOUR));
      return new CycleInput(
          now,
          momentum,
          regime,
          Permit.trade(BigDecimal.ONE),
          Screened.of(universe, scan, settings.scanner()),
          book,
          DeskRisk.NEW);
    }
  }
}
