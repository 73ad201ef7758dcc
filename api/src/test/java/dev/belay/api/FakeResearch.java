package dev.belay.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.api.research.CurvePoint;
import dev.belay.api.research.ResearchDesk;
import dev.belay.api.research.RunFigures;
import dev.belay.api.research.RunOrder;
import dev.belay.api.research.RunProgress;
import dev.belay.api.research.RunState;
import dev.belay.api.research.StoreQuality;
import dev.belay.api.research.StoredRun;
import dev.belay.domain.market.Interval;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.strategy.StrategyKind;
import dev.belay.strategies.classic.ClassicStrategies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Four runs: two backtests that are done, one that runs, and one that has failed. */
public final class FakeResearch implements ResearchDesk {
  private static final Instant BEGIN = Instant.parse("2026-01-05T10:00:00Z");
  static final String REPORT = "<!doctype html><title>its own page</title>";

  public final List<StoredRun> runs = new CopyOnWriteArrayList<>();
  public final List<String> told = new CopyOnWriteArrayList<>();
  public volatile List<Store> stores =
      List.of(new Store("spot", Map.of("BTCUSDT", List.of(Interval.H1))));

  public volatile List<StoreQuality> quality = List.of();

  @Override
  public List<StoreQuality> quality() {
    return quality;
  }

  /** What the command would say; null for nothing. */
  public volatile @Nullable Refused refusal;

  public FakeResearch() {
    runs.add(run(1, RunState.DONE, figures(12, 26, 9.5, "aa"), null, null));
    runs.add(run(2, RunState.DONE, figures(5, 26, -3.25, "bb"), null, null));
    runs.add(run(3, RunState.RUNNING, null, new RunProgress("sweep", 30, 120, 9L), null));
    runs.add(
        run(
            4,
            RunState.FAILED,
            null,
            null,
            "Expected at least 2 candles of <img src=x>, found 0."));
  }

  private static RunFigures figures(double fast, double slow, double pct, String digest) {
    return new RunFigures(
        Map.of("fast", fast, "slow", slow),
        List.of("BTCUSDT"),
        Instant.parse("2023-01-01T00:00:00Z"),
        Instant.parse("2024-01-01T00:00:00Z"),
        8760,
        digest.repeat(32),
        Usdt.of("10950"),
        pct,
        7.25,
        null,
        41L,
        null,
        "fedcba9876543210".repeat(4),
        1234,
        "0.1.0");
  }

  private static StoredRun run(
      int number,
      RunState state,
      @Nullable RunFigures figures,
      @Nullable RunProgress progress,
      @Nullable String error) {
    return new StoredRun(
        id(number),
        new RunOrder(
            "backtest",
            number == 1 ? "first <i>me</i>" : null,
            List.of("--strategy=ema-cross", "--store=spot"),
            Map.of("strategy", "ema-cross", "store", "spot", "symbols", "all", "timeframe", "1h"),
            BEGIN.plusSeconds(number),
            "dashboard",
            null),
        state,
        BEGIN.plusSeconds(number),
        state.isOpen() ? null : BEGIN.plusSeconds(number + 2L),
        error,
        progress,
        figures,
        state == RunState.DONE);
  }

  public static String id(int number) {
    return "20260105-10000" + number + "-ema-cross";
  }

  @Override
  public List<StoredRun> runs() {
    return runs.stream().sorted(Comparator.comparing(StoredRun::id).reversed()).toList();
  }

  @Override
  public Optional<StoredRun> run(String id) {
    return runs.stream().filter(run -> run.id().equals(id)).findFirst();
  }

  @Override
  public Optional<JsonNode> answer(String id) {
    return run(id)
        .filter(run -> run.state() == RunState.DONE)
        .map(run -> ApiJson.parse("{\"trades\":41}"));
  }

  @Override
  public List<CurvePoint> curve(String id) {
    List<CurvePoint> curve = new ArrayList<>();
    for (int i = 0; i < 5 && answer(id).isPresent(); i++) {
      curve.add(new CurvePoint(BEGIN.plusSeconds(i * 3600L), Usdt.of("" + (10_000 + 20 * i))));
    }
    return curve;
  }

  @Override
  public Optional<String> report(String id) {
    return answer(id).map(answer -> REPORT);
  }

  @Override
  public List<StrategyKind> strategies() {
    return ClassicStrategies.all();
  }

  @Override
  public List<Store> stores() {
    return stores;
  }

  @Override
  public String start(Order order) throws Refused {
    refuse();
    told.add(order.kind() + " " + order.arguments() + " " + order.name() + " by " + order.by());
    return id(3);
  }

  @Override
  public void again(String id) throws Refused {
    refuse();
    told.add("again " + id);
  }

  @Override
  public boolean cancel(String id) {
    told.add("cancel " + id);
    return run(id).orElseThrow().state().isOpen();
  }

  @Override
  public void delete(String id) throws Refused {
    refuse();
    told.add("delete " + id);
  }

  private void refuse() throws Refused {
    Refused why = refusal;
    if (why != null) {
      throw why;
    }
  }
}
