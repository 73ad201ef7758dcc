package dev.belay.app.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.api.ApiJson;
import dev.belay.api.journal.JournalVerdict;
import dev.belay.app.base.CacheFolder;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.Json;
import dev.belay.app.base.OperatorException;
import dev.belay.app.cli.BelayRun;
import dev.belay.app.cli.JournalReport;
import dev.belay.app.cli.RunOptions;
import dev.belay.app.cli.Version;
import dev.belay.app.home.BelayHome;
import dev.belay.app.home.DiskWatch;
import dev.belay.app.postgres.PostgresServer;
import dev.belay.app.process.ChildNote;
import dev.belay.app.process.Ports;
import dev.belay.app.process.StopRequest;
import dev.belay.domain.fault.Failpoints;
import java.net.URI;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Map;

/** What the verbs that need the whole application do. */
public final class Belay implements BelayRun {
  private final Map<String, String> environment = System.getenv();

  @Override
  public int run(RunOptions options) {
    return switch (options.verb()) {
      case DEMO, UP -> trade(options);
      case SIMULATOR -> SimulatorAlone.run(options, environment);
      case API -> ApiProcess.run(options, environment);
      case WORKER -> WorkerProcess.run(options, environment);
      case MODELS_TEST -> ModelsTest.run(options, environment);
      case VERIFY -> verify(options);
      case PARITY -> ParityCheck.run(options, environment);
      case JOURNAL_VERIFY -> verifyJournal(options);
      case RECORD_HISTORIES -> HistoryRecorder.run(options, environment);
    };
  }

  private int trade(RunOptions options) {
    StopRequest stop = StopRequest.listen();
    Ports.requireFree(options.port(), "--port");
    try (BelayHome home = BelayHome.open(options.home());
        DiskWatch disk =
            DiskWatch.start(home.directory(), () -> stop.stop(StopRequest.Cause.NO_DISK));
        TradingStack stack =
            TradingStack.start(options, home, CacheFolder.locate(environment), environment)) {
      stack.trade();
      return switch (stop.await(options.runFor())) {
        case INTERRUPTED -> sumUp(stack, options, ExitCode.INTERRUPTED);
        case TERMINATED, TIME_OVER -> sumUp(stack, options, ExitCode.DONE);
        case NO_DISK -> throw disk.reason();
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException(ExitCode.INTERRUPTED, "Interrupted.", e);
    }
  }

  private static int sumUp(TradingStack stack, RunOptions options, ExitCode code) {
    String summary = stack.stopTrading();
    if (options.json()) {
      System.out.println(summary);
      System.out.flush();
    } else {
      System.err.println(summary);
    }
    return code.code();
  }

  /** Needs the ledger alone. */
  private int verifyJournal(RunOptions options) {
    if (!Files.isDirectory(options.home())) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected a home in which Belay has traded, but there is no folder %s; name the one that is meant with --home."
              .formatted(options.home()));
    }
    try (BelayHome home = BelayHome.open(options.home())) {
      ChildNote.stopAll(home.folder("children"));
      try (PostgresServer postgres =
              PostgresServer.start(home, CacheFolder.locate(environment), environment);
          LedgerStack ledger =
              new LedgerStack(postgres, Failpoints.NONE, InstantSource.system(), Version.text())) {
        JsonNode verdict = ApiJson.tree(JournalVerdict.of(ledger.journal));
        return JournalReport.print(verdict, options.json(), System.out);
      }
    }
  }

  /** Needs ledger and venue alone, so nothing trades while it looks. */
  private int verify(RunOptions options) {
    Verdict verdict =
        Shared.externalSimulator(options, environment)
            .map(this::judgeShared)
            .orElseGet(() -> judgeHome(options));
    if (options.json()) {
      System.out.println(Json.write(verdict));
    } else {
      verdict.print(System.out);
    }
    return verdict.equal() ? ExitCode.DONE.code() : ExitCode.DIFFERENCE.code();
  }

  private Verdict judgeHome(RunOptions options) {
    try (BelayHome home = BelayHome.open(options.home());
        PaperVenueStack stack =
            PaperVenueStack.start(options, home, CacheFolder.locate(environment), environment)) {
      return new RecoveryVerdict(stack.ledger, stack.venue.audit).judge();
    }
  }

  /** The shared ledger against a simulator that runs. */
  private Verdict judgeShared(URI simulator) {
    InstantSource wall = InstantSource.system();
    try (VenueMarket market = VenueMarket.simulated(simulator);
        LedgerStack ledger =
            new LedgerStack(Shared.postgres(environment), Failpoints.NONE, wall, Version.text())) {
      PaperVenue venue = Shared.venue(market, ledger, environment, wall);
      return new RecoveryVerdict(ledger, venue.audit).judge();
    }
  }
}
