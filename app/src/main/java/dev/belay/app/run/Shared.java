package dev.belay.app.run;

import com.uber.m3.tally.Scope;
import dev.belay.api.ApiSettings;
import dev.belay.app.base.CacheFolder;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.base.Secret;
import dev.belay.app.cli.HttpAddress;
import dev.belay.app.cli.RunOptions;
import dev.belay.app.cli.Version;
import dev.belay.app.home.BelayHome;
import dev.belay.app.postgres.PostgresServer;
import dev.belay.app.temporal.TemporalResolver;
import dev.belay.app.temporal.TemporalServer;
import dev.belay.app.temporal.TemporalSettings;
import dev.belay.domain.fault.Failpoints;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the processes of one Belay share: a Postgres, a Temporal and a paper venue of others. */
final class Shared {
  /** Opens accounts at the paper venue and reads its record; also of a file, with {@code _FILE}. */
  static final String SIMULATOR_SECRET = "BELAY_SIMULATOR_SECRET";

  private static final String SIMULATOR_URL = "BELAY_SIMULATOR_URL";
  private static final String TOKEN = "BELAY_TOKEN";

  /** Of one process; five of them fit into a Postgres with its usual hundred. */
  private static final int CONNECTIONS = 12;

  private Shared() {}

  /**
   * Connects to all of them; what it opens is the given owner's to close.
   *
   * @param metrics gets the figures of Temporal's client; null for none
   * @throws OperatorException if one is not named or does not answer
   */
  static Foundation connect(
      RunOptions options,
      BelayHome home,
      Map<String, String> environment,
      @Nullable Scope metrics,
      Closeables owner) {
    InstantSource wall = InstantSource.system();
    Failpoints failpoints = PaperVenueStack.armed(options.failpoints(), environment);
    VenueMarket market = owner.add(VenueMarket.simulated(simulator(options, environment)));
    LedgerStack ledger =
        owner.add(
            new LedgerStack(
                postgres(environment), null, failpoints, wall, Version.text(), CONNECTIONS));
    if (ledger.mode.isExchange()) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected a ledger that trades on paper, this one's mode is %s: processes of several roles are for paper only as yet; start it with `belay up`."
              .formatted(ledger.mode));
    }
    TemporalServer temporal =
        owner.add(
            TemporalServer.start(
                new TemporalResolver(CacheFolder.locate(environment), environment, System.err)
                    .resolve(options.temporal()),
                home,
                new TemporalSettings(
                    "belay-" + ledger.installation.id(),
                    TemporalSettings.REAL_CLOCK_RETENTION,
                    false,
                    List.of(),
                    environment)));
    return owner.add(new Foundation(ledger, market, temporal, metrics, failpoints, wall));
  }

  static PostgresServer postgres(Map<String, String> environment) {
    return PostgresServer.external(environment)
        .orElseThrow(
            () ->
                missing(
                    "the Postgres that all processes share in BELAY_DATABASE_URL, or a file with it"
                        + " in BELAY_DATABASE_URL_FILE"));
  }

  static URI simulator(RunOptions options, Map<String, String> environment) {
    return externalSimulator(options, environment)
        .orElseThrow(
            () -> missing("where `belay simulator` serves in --simulator or " + SIMULATOR_URL));
  }

  /** The paper venue of the flag, else of the environment; empty where neither names one. */
  static Optional<URI> externalSimulator(RunOptions options, Map<String, String> environment) {
    URI asked = options.part().simulator();
    String named = environment.getOrDefault(SIMULATOR_URL, "");
    if (asked != null || named.isBlank()) {
      return Optional.ofNullable(asked);
    }
    try {
      return Optional.of(HttpAddress.of(named));
    } catch (IllegalArgumentException e) {
      throw new OperatorException(
          ExitCode.BAD_INPUT, "%s: %s.".formatted(SIMULATOR_URL, e.getMessage()), e);
    }
  }

  static PaperVenue venue(
      VenueMarket market, LedgerStack ledger, Map<String, String> environment, InstantSource wall) {
    String secret =
        Secret.of(SIMULATOR_SECRET, environment)
            .orElseThrow(
                () ->
                    missing(
                        "the paper venue's admin secret in %s, or a file with it in %s_FILE"
                            .formatted(SIMULATOR_SECRET, SIMULATOR_SECRET)));
    return new PaperVenue(market, secret, ledger.roster, wall);
  }

  /** The token of the environment, kept in the home for commands there; else the home's own. */
  static String token(BelayHome home, Map<String, String> environment) {
    Optional<String> chosen = Secret.of(TOKEN, environment);
    if (chosen.isPresent() && chosen.get().length() < ApiSettings.SHORTEST_TOKEN) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected a token of at least %d characters in %s, was one of %d."
              .formatted(ApiSettings.SHORTEST_TOKEN, TOKEN, chosen.get().length()));
    }
    return chosen.map(home::token).orElseGet(home::token);
  }

  private static OperatorException missing(String what) {
    return new OperatorException(
        ExitCode.BAD_INPUT,
        "Expected %s, but there is none; set it, or start all in one process with `belay up`."
            .formatted(what));
  }
}
