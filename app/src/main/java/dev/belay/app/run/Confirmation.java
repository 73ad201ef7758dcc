package dev.belay.app.run;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.cli.LiveFlags;
import dev.belay.ledger.VenueBindings.Binding;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Real money is traded with only after an operator has typed that it is to be, once for a key. */
final class Confirmation {
  /** Set by the launcher where a person sits at a terminal. */
  private static final String TERMINAL = "belay.terminal";

  private Confirmation() {}

  /**
   * Asks for the sentence where the key is a new one.
   *
   * @throws OperatorException if it is another sentence, or nobody can be asked
   */
  static void require(String fund, ExchangeKey key, Optional<Binding> bound, LiveFlags flags) {
    if (bound.map(Binding::keyPrint).filter(key.print()::equals).isPresent()) {
      return;
    }
    String sentence = "trade live with " + fund;
    String typed = flags.confirmation();
    if (typed == null) {
      typed = ask(sentence, key);
    }
    if (!sentence.equals(typed.strip())) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected \"%s\" to confirm trading with real money, was \"%s\"; nothing was begun."
              .formatted(sentence, typed.strip()));
    }
  }

  private static String ask(String sentence, ExchangeKey key) {
    if (!Boolean.getBoolean(TERMINAL)) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected trading with real money to be confirmed, but nobody can be asked here; pass --confirm-live \"%s\" once."
              .formatted(sentence));
    }
    System.err.printf(
        "This trades with real money, with the API key %s.%nType \"%s\" to go on: ",
        key.print(), sentence);
    System.err.flush();
    try {
      String typed =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      return typed == null ? "" : typed;
    } catch (IOException e) {
      throw new OperatorException(
          ExitCode.FAILED, "Expected an answer from the terminal, but " + e, e);
    }
  }
}
