package dev.belay.app.run;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.base.PrivateFiles;
import dev.belay.app.cli.RunOptions;
import dev.belay.app.config.AmplifierFile;
import dev.belay.app.config.AmplifierFile.Configured;
import dev.belay.domain.portfolio.TradingMode;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * By what text the home's desk trades from this start on: the file that was given, else what the
 * ledger keeps, else what is shipped.
 *
 * @param configured what it says
 */
record DeskText(String text, Configured configured, State state) {

  /** Beside what the ledger has. */
  enum State {
    /** There is no desk yet. */
    NEW,
    AS_BEFORE,
    CHANGED
  }

  /**
   * Chooses it, and changes nothing.
   *
   * @throws OperatorException if the file can't be read, or is not of the desk that the home has
   */
  static DeskText of(RunOptions options, LedgerStack ledger) {
    Path file = options.systems().amplifier();
    // A home has one; those that verify-recovery adds have its text.
    Optional<String> name = ledger.recovery.desks().stream().findFirst();
    if (name.isEmpty()) {
      return new DeskText(given(file), configured(file), State.NEW);
    }
    String kept = ledger.desks.configuration(name.get()).orElseThrow();
    Configured now = AmplifierFile.parse(kept, "kept in the ledger");
    if (file == null || given(file).equals(kept)) {
      return new DeskText(kept, now, State.AS_BEFORE);
    }
    if (options.verb() == RunOptions.Verb.WORKER) {
      System.err.printf(
          "[amplifier] the desk keeps the configuration it has, because others may work for it; %s is not read%n",
          file);
      return new DeskText(kept, now, State.AS_BEFORE);
    }
    Configured wanted = AmplifierFile.read(file);
    require("name", name.get(), wanted.desk().name(), file);
    require("capital", now.desk().capital(), wanted.desk().capital(), file);
    return new DeskText(given(file), wanted, State.CHANGED);
  }

  private static <T> void require(String what, T kept, T found, Path file) {
    if (!kept.equals(found)) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected %s: %s in %s, because a desk keeps what it began with, was %s; nothing was changed. Begin another home with --home for a desk of its own."
              .formatted(what, kept, file, found));
    }
  }

  /** What a desk that is begun is configured by; as shipped without a file. */
  static Configured configured(@Nullable Path file) {
    return file == null ? AmplifierFile.shipped() : AmplifierFile.read(file);
  }

  private static String given(@Nullable Path file) {
    return file == null ? AmplifierFile.shippedText() : PrivateFiles.read(file);
  }

  /** With real money each configuration needs a history of its own; one that goes on has had it. */
  void requireHistory(TradingMode mode, @Nullable Path history) {
    if (mode == TradingMode.LIVE && state != State.AS_BEFORE) {
      LiveGate.require(history, text, configured.daysBeforeLive());
    }
  }
}
