package dev.belay.activities.research;

import dev.belay.data.BadCandleFile;
import dev.belay.data.CandlesRefused;
import dev.belay.domain.market.Candles;
import dev.belay.engine.backtest.Backtest;
import dev.belay.engine.search.Score;
import dev.belay.workflows.research.ResearchActivities;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Computes one chunk after the other, on the thread it is asked on. */
public final class ResearchCompute implements ResearchActivities {
  /** The type of a failure that trying again would not change. */
  public static final String REFUSED = "RESEARCH_REFUSED";

  private static final Cores ONE = new Cores(1, done -> {});

  private final ResultFiles files;
  private @Nullable Loaded last;

  public ResearchCompute(ResultFiles files) {
    this.files = files;
  }

  /** What the chunks of a request share. */
  private record Loaded(String hash, Study study, WalkForward.Plan plan, List<Candles> candles) {

    Scored trial(long number) {
      int combination = Math.toIntExact(number % plan.combinations().size());
      return plan.folds().isEmpty()
          ? Sweep.scored(
              study, candles, plan.combinations().get(combination), Backtest.FROM_THE_FIRST)
          : WalkForward.train(
              study,
              candles,
              plan.folds().get(Math.toIntExact(number / plan.combinations().size())),
              plan.combinations().get(combination));
    }
  }

  @Override
  public Computed chunk(ChunkStep step) {
    long began = System.nanoTime();
    return refusing(
        () -> {
          Loaded loaded = loaded(step.request());
          List<Score> scores = new ArrayList<>();
          for (long trial = step.from(); trial < step.to(); trial++) {
            // Throws when the run was given up, or another worker has the chunk.
            Activity.getExecutionContext().heartbeat(null);
            scores.add(loaded.trial(trial).score());
          }
          String result = files.put(new Gathered.Scores(step.request(), step.from(), scores));
          files.note(step.request(), step.from(), step.to(), result);
          return new Computed(result, millisSince(began));
        });
  }

  @Override
  public Summed rank(SumStep step) {
    return sum(
        step,
        (loaded, scored) -> {
          Sweep sweep =
              Sweep.of(
                  loaded.study,
                  loaded.candles,
                  ONE.map(loaded.candles, Candles::digest),
                  scored,
                  loaded.plan.objective());
          return new Whole(sweep.figures(), sweep.fingerprint());
        });
  }

  @Override
  public Summed test(SumStep step) {
    return sum(
        step,
        (loaded, scored) -> {
          WalkForward all = WalkForward.of(loaded.study, loaded.candles, loaded.plan, scored, ONE);
          return new Whole(all.figures(), all.fingerprint());
        });
  }

  private record Whole(Map<String, @Nullable Object> figures, String fingerprint) {}

  private interface Sum {
    Whole of(Loaded loaded, List<Scored> scored);
  }

  private Summed sum(SumStep step, Sum sum) {
    long began = System.nanoTime();
    return refusing(
        () -> {
          Loaded loaded = loaded(step.request());
          Gathered all =
              Gathered.of(files, step.request(), loaded.plan, step.size(), step.results());
          if (!all.unusable().isEmpty()) {
            return new Summed(null, null, all.unusable(), millisSince(began));
          }
          Whole whole = sum.of(loaded, all.scored());
          String result = files.put(whole.figures());
          files.finish(step.request(), new Gathered.Done(result, step.size(), step.results()));
          return new Summed(result, whole.fingerprint(), List.of(), millisSince(began));
        });
  }

  /** Candles are read once for all chunks of a request, and only those of the last one are kept. */
  private synchronized Loaded loaded(String hash) {
    Loaded known = last;
    if (known != null && known.hash.equals(hash)) {
      return known;
    }
    RunRequest request =
        files
            .get(hash, RunRequest.class)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Expected the request %s.json in %s, but it is not there or not whole; every worker must see the folder of the command that started the run. The same command writes it again."
                            .formatted(hash, files.folder())));
    Study study = Study.of(request.run());
    List<Candles> candles = study.allCandles(ONE);
    List<String> digests = study.digests(candles);
    if (!digests.equals(request.digests())) {
      throw new ResearchRefused(
          "Expected the candles of %s as they were when the run was started (%s), but they have changed (%s); start it again with those of now."
              .formatted(request.run().data(), request.digests(), digests));
    }
    Loaded loaded = new Loaded(hash, study, request.plan(study), candles);
    last = loaded;
    return loaded;
  }

  /** What can't be done is not tried again. */
  private static <T> T refusing(Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException
        | ArithmeticException
        | CandlesRefused
        | ResearchRefused
        | BadCandleFile e) {
      throw ApplicationFailure.newNonRetryableFailureWithCause(
          String.valueOf(e.getMessage()), REFUSED, e);
    }
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }
}
