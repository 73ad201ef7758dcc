package dev.belay.app.cli;

import dev.belay.app.temporal.TemporalMode;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a verb that needs the whole application was asked for. A verb without one of the flags gets
 * its default.
 *
 * @param verb what to do
 * @param home the folder meant by the flag, the variable or the default
 * @param port of the API and the page
 * @param runFor wall time from the first worker poll; null until stopped
 * @param speed market seconds a wall second; null for the verb's default
 * @param config the portfolio's file; null for the one shipped
 * @param part what a part of Belay is asked for besides
 * @param live what trading with real money is asked for besides
 * @param failpoints what to arm, {@code name[:count[:action]],…}; null for none
 * @param keepTextsDays how long bodies of prompts and replies are kept, 0 for ever; null for the
 *     verb's default
 * @param json whether one JSON summary is all that standard output gets
 */
public record RunOptions(
    Verb verb,
    Path home,
    int port,
    @Nullable Duration runFor,
    MarketFlags market,
    @Nullable Integer speed,
    TemporalMode temporal,
    SystemFlags systems,
    @Nullable Path config,
    PartFlags part,
    LiveFlags live,
    @Nullable String failpoints,
    @Nullable Integer keepTextsDays,
    boolean json) {
  private static final int DEMO_DAYS = 7;
  private static final int REAL_CLOCK_DAYS = 90;

  /** The same at another speed. */
  public RunOptions withSpeed(int other) {
    return new RunOptions(
        verb,
        home,
        port,
        runFor,
        market,
        other,
        temporal,
        systems,
        config,
        part,
        live,
        failpoints,
        keepTextsDays,
        json);
  }

  /** The same with another configuration of the portfolio. */
  public RunOptions withConfig(Path other) {
    return new RunOptions(
        verb,
        home,
        port,
        runFor,
        market,
        speed,
        temporal,
        systems,
        other,
        part,
        live,
        failpoints,
        keepTextsDays,
        json);
  }

  /** The same as another part. */
  public RunOptions withPart(PartFlags other) {
    return new RunOptions(
        verb,
        home,
        port,
        runFor,
        market,
        speed,
        temporal,
        systems,
        config,
        other,
        live,
        failpoints,
        keepTextsDays,
        json);
  }

  /** The same for other systems. */
  public RunOptions withSystems(SystemFlags other) {
    return new RunOptions(
        verb,
        home,
        port,
        runFor,
        market,
        speed,
        temporal,
        other,
        config,
        part,
        live,
        failpoints,
        keepTextsDays,
        json);
  }

  /** The same in another home and on another port. */
  public RunOptions onHome(Path otherHome, int otherPort) {
    return new RunOptions(
        verb,
        otherHome,
        otherPort,
        runFor,
        market,
        speed,
        temporal,
        systems,
        config,
        part,
        live,
        failpoints,
        keepTextsDays,
        json);
  }

  /** How long bodies of prompts and replies are kept; null for ever. */
  public @Nullable Duration keepTexts() {
    int days =
        keepTextsDays != null ? keepTextsDays : verb == Verb.DEMO ? DEMO_DAYS : REAL_CLOCK_DAYS;
    return days == 0 ? null : Duration.ofDays(days);
  }

  /** What is to be done. */
  public enum Verb {
    /** Trades on a simulated market, fast, in the foreground. */
    DEMO,
    /** Trades on the real clock, in the foreground. */
    UP,
    /** Serves the simulated exchange alone, in the foreground. */
    SIMULATOR,
    /** Serves API and dashboard alone, in the foreground. */
    API,
    /** Works in some roles, in the foreground. */
    WORKER,
    /** Asks every configured model one question. */
    MODELS_TEST,
    /** Compares what the venue recorded with the ledger; ends with 5 if they differ. */
    VERIFY,
    /**
     * Replays a recorded paper run through the fill engine; ends with 5 if it comes out otherwise.
     */
    PARITY,
    /** Recomputes the journal's hashes; ends with 5 if it is not what was recorded. */
    JOURNAL_VERIFY,
    /** Records anew the histories that tests replay. */
    RECORD_HISTORIES
  }

  /** The temper of a synthetic market. */
  public enum Scenario {
    MIXED,
    CALM,
    BULL,
    CRASH
  }
}
