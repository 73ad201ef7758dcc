package dev.belay.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.engine.statistics.BlockBootstrap.Interval;
import dev.belay.engine.statistics.BlockBootstrap.Intervals;
import dev.belay.engine.statistics.CurveStatistics.Fall;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our figures against those of well-known packages, which benchmarks/reference/figures.py wrote
 * down with their versions. Where a convention differs, the test says how and converts.
 */
class ReferenceTest {
  private static final JsonNode REFERENCE = read();
  private static final double CASH = REFERENCE.get("cash").asDouble();
  private static final double HOURS = REFERENCE.get("bars_per_year").asDouble();

  private static JsonNode read() {
    try (InputStream in = ReferenceTest.class.getResourceAsStream("/reference/statistics.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<String> curves() {
    List<String> names = new ArrayList<>();
    REFERENCE.get("curves").fieldNames().forEachRemaining(names::add);
    return names.stream();
  }

  private static double[] numbers(JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).asDouble();
    }
    return numbers;
  }

  private static double value(Estimate estimate) {
    return Objects.requireNonNull(estimate.value(), () -> "value: " + estimate.reason());
  }

  private static void same(Estimate ours, JsonNode theirs) {
    same(value(ours), theirs.asDouble());
  }

  private static void same(double ours, double theirs) {
    assertThat(ours).isCloseTo(theirs, close(theirs));
  }

  private static Offset<Double> close(double theirs) {
    return within(1e-9 * Math.max(1e-3, Math.abs(theirs)));
  }

  @ParameterizedTest
  @MethodSource("curves")
  void aCurveIsWhatEmpyricalSays(String name) {
    JsonNode theirs = REFERENCE.get("curves").get(name).get("empyrical");
    CurveStatistics ours = curve(name);

    same(ours.totalReturn(), theirs.get("total_return"));
    same(ours.cagr(), theirs.get("annual_return"));
    same(ours.volatility(), theirs.get("annual_volatility"));
    same(ours.sharpe(), theirs.get("sharpe_ratio"));
    same(ours.sortino(), theirs.get("sortino_ratio"));
    same(ours.calmar(), theirs.get("calmar_ratio"));
    // It counts a fall as negative.
    same(-value(ours.maxDrawdown()), theirs.get("max_drawdown").asDouble());
  }

  @ParameterizedTest
  @MethodSource("curves")
  void aCurveIsWhatVectorbtSays(String name) {
    JsonNode theirs = REFERENCE.get("curves").get(name).get("vectorbt");
    CurveStatistics ours = curve(name);

    same(ours.totalReturn(), theirs.get("total"));
    same(ours.cagr(), theirs.get("annualized"));
    same(ours.volatility(), theirs.get("annualized_volatility"));
    same(ours.sharpe(), theirs.get("sharpe_ratio"));
    same(ours.sortino(), theirs.get("sortino_ratio"));
    // Of returns it starts the peak at the first close, ours at the cash; its drawdowns were given
    // the cash as a close of its own.
    double[] equity = equity(name);
    double[] later = Arrays.copyOfRange(equity, 1, equity.length);
    double depth = value(CurveStatistics.of(later, equity[0], HOURS).maxDrawdown());
    same(-depth, theirs.get("max_drawdown").asDouble());
    same(value(ours.cagr()) / depth, theirs.get("calmar_ratio").asDouble());
    Fall deepest = Objects.requireNonNull(ours.deepest());
    assertThat(deepest.peak()).isEqualTo(theirs.get("deepest_peak").asInt());
    assertThat(deepest.trough()).isEqualTo(theirs.get("deepest_valley").asInt());
    assertThat(deepest.end()).isEqualTo(theirs.get("deepest_end").asInt());
    assertThat(ours.longestBars()).isEqualTo(theirs.get("longest").asInt());
  }

  @ParameterizedTest
  @MethodSource("curves")
  void aCurveIsWhatQuantstatsSays(String name) {
    JsonNode theirs = REFERENCE.get("curves").get(name).get("quantstats");
    CurveStatistics ours = curve(name);
    double n = ours.bars();

    same(ours.sharpe(), theirs.get("sharpe"));
    same(ours.sortino(), theirs.get("sortino"));
    same(ours.volatility(), theirs.get("volatility"));
    same(-value(ours.maxDrawdown()), theirs.get("max_drawdown").asDouble());
    // pandas' skewness and kurtosis are corrected for a sample; its kurtosis is less by 3.
    double skewness = value(ours.skewness());
    double excess = value(ours.kurtosis()) - 3;
    double corrected = (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * excess + 6);
    same(skewness * Math.sqrt(n * (n - 1)) / (n - 2), theirs.get("skew").asDouble());
    same(corrected, theirs.get("kurtosis").asDouble());
    // Its probabilistic ratio takes those.
    double sharpe = value(ours.sharpe()) / Math.sqrt(HOURS);
    same(
        SharpeSignificance.of(
                sharpe,
                ours.bars(),
                theirs.get("skew").asDouble(),
                theirs.get("kurtosis").asDouble() + 3)
            .probabilistic(0),
        theirs.get("probabilistic_sharpe_ratio"));
  }

  @ParameterizedTest
  @MethodSource("curves")
  void theShapeOfReturnsIsWhatScipySays(String name) {
    JsonNode theirs = REFERENCE.get("curves").get(name).get("scipy");
    CurveStatistics ours = curve(name);

    same(ours.skewness(), theirs.get("skew"));
    same(ours.kurtosis(), theirs.get("kurtosis"));
  }

  @ParameterizedTest
  @MethodSource("curves")
  void significanceIsWhatJsharpeSays(String name) {
    JsonNode theirs = REFERENCE.get("curves").get(name).get("jsharpe");
    SharpeSignificance ours = SharpeSignificance.of(returns(name));

    for (Map.Entry<String, JsonNode> one : fields(theirs.get("probabilistic"))) {
      same(ours.probabilistic(Double.parseDouble(one.getKey())), one.getValue());
    }
    // Its length takes the variance under the benchmark, not of the ratio found, and adds no bar.
    CurveStatistics curve = curve(name);
    for (Map.Entry<String, JsonNode> one : fields(theirs.get("minimum_track_record"))) {
      double benchmark = Double.parseDouble(one.getKey());
      SharpeSignificance under =
          SharpeSignificance.of(
              benchmark, curve.bars(), value(curve.skewness()), value(curve.kurtosis()));
      double more = value(ours.standardError()) / value(under.standardError());
      same(
          value(ours.minimumTrackRecord(benchmark, 0.95)),
          1 + more * more * one.getValue().asDouble());
    }
    for (Map.Entry<String, JsonNode> one : fields(theirs.get("expected_maximum"))) {
      same(
          SharpeSignificance.expectedMaximum(0.0009, Integer.parseInt(one.getKey())),
          one.getValue().asDouble());
    }
  }

  @ParameterizedTest
  @MethodSource("curves")
  void intervalsAreThoseOfArchUpToChance(String name) {
    JsonNode theirs = REFERENCE.get("curves").get(name).get("arch");

    Intervals ours =
        new BlockBootstrap(theirs.get("mean_block").asDouble(), 20_000, 5)
            .intervals(returns(name), HOURS, theirs.get("confidence").asDouble());

    alike(ours.mean(), theirs.get("mean"));
    alike(ours.sharpe(), theirs.get("sharpe"));
    alike(ours.maxDrawdown(), theirs.get("max_drawdown"));
  }

  /** The error of a 5 % quantile of 20,000 draws is well below a fiftieth of the interval. */
  private static void alike(Interval ours, JsonNode theirs) {
    double low = theirs.get(0).asDouble();
    double high = theirs.get(1).asDouble();
    assertThat(ours.low()).isCloseTo(low, within(0.02 * (high - low)));
    assertThat(ours.high()).isCloseTo(high, within(0.02 * (high - low)));
  }

  @Test
  void tradesAreWhatVectorbtSays() {
    JsonNode theirs = REFERENCE.get("trades").get("vectorbt");
    List<ClosedTrade> trades = new ArrayList<>();
    for (JsonNode trade : REFERENCE.get("trades").get("trades")) {
      trades.add(
          new ClosedTrade(
              trade.get("pnl").asDouble(),
              trade.get("cost").asDouble(),
              trade.get("fees").asDouble(),
              0,
              0,
              trade.get("bars").asInt()));
    }

    TradeStatistics ours = TradeStatistics.of(trades);

    assertThat(ours.count()).isEqualTo(60);
    same(ours.winRate(), theirs.get("win_rate"));
    same(ours.profitFactor(), theirs.get("profit_factor"));
    same(ours.expectancy(), theirs.get("expectancy"));
    same(ours.sqn(), theirs.get("sqn"));
    same(ours.best(), theirs.get("best"));
    same(ours.worst(), theirs.get("worst"));
    same(ours.averageWin(), theirs.get("average_win"));
    same(-value(ours.averageLoss()), theirs.get("average_loss").asDouble());
    same(ours.averageReturn(), theirs.get("average_return"));
    same(ours.averageBars(), theirs.get("average_bars"));
  }

  @Test
  void forecastsAreScoredAsScikitLearnAndPycalibDo() {
    JsonNode forecasts = REFERENCE.get("forecasts");
    JsonNode outcomes = forecasts.get("happened");
    boolean[] happened = new boolean[outcomes.size()];
    for (int i = 0; i < happened.length; i++) {
      happened[i] = outcomes.get(i).asBoolean();
    }

    ForecastScores ours = ForecastScores.of(numbers(forecasts.get("probabilities")), happened);

    same(ours.brier(), forecasts.get("scikit-learn").get("brier_score_loss"));
    same(ours.logLoss(), forecasts.get("scikit-learn").get("log_loss"));
    same(ours.calibrationError(), forecasts.get("pycalib").get("binary_ECE"));
  }

  @Test
  void theNormalDistributionIsThatOfScipy() {
    JsonNode normal = REFERENCE.get("normal");
    double[] x = numbers(normal.get("x"));
    double[] cdf = numbers(normal.get("cdf"));
    double[] p = numbers(normal.get("p"));
    double[] inverse = numbers(normal.get("inverse"));

    for (int i = 0; i < x.length; i++) {
      assertThat(Normal.cdf(x[i])).as("at %s", x[i]).isCloseTo(cdf[i], within(1e-12 * cdf[i]));
    }
    for (int i = 0; i < p.length; i++) {
      assertThat(Normal.inverse(p[i]))
          .as("of %s", p[i])
          .isCloseTo(inverse[i], within(1e-12 * Math.max(1, Math.abs(inverse[i]))));
    }
  }

  private static CurveStatistics curve(String name) {
    return CurveStatistics.of(equity(name), CASH, HOURS);
  }

  private static double[] returns(String name) {
    return Returns.of(equity(name), CASH);
  }

  private static double[] equity(String name) {
    return numbers(REFERENCE.get("curves").get(name).get("equity"));
  }

  private static List<Map.Entry<String, JsonNode>> fields(JsonNode node) {
    List<Map.Entry<String, JsonNode>> fields = new ArrayList<>();
    for (Iterator<Map.Entry<String, JsonNode>> all = node.fields(); all.hasNext(); ) {
      fields.add(all.next());
    }
    return fields;
  }
}
