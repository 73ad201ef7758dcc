package dev.belay.app.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.Json;
import dev.belay.app.base.OperatorException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Lets a desk trade real money only after the same configuration has a history on record. */
final class LiveGate {
  private LiveGate() {}

  /** By which two configurations are known for the same. */
  static String print(String configuration) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(configuration.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected every JDK to have SHA-256", e);
    }
  }

  /**
   * Looks at what {@code belay amplifier history --json} has told of another home.
   *
   * @param file null where none was given
   * @param configuration the text of the desk's file
   * @param least days that it has to have
   * @throws OperatorException if it is not enough; then nothing has changed
   */
  static void require(@Nullable Path file, String configuration, int least) {
    String how =
        "let the same file trade on testnet, or on paper with live prices, for %d days, keep what `belay amplifier history --json` says there, and pass it with --amplifier-history FILE"
            .formatted(least);
    if (file == null) {
      throw refused("a recorded history of the amplifier before it trades real money", "none", how);
    }
    JsonNode history = Json.readFile(file, JsonNode.class);
    String mode = history.path("mode").asText();
    String prices = history.path("prices").asText();
    String of = history.path("configuration").asText();
    int days = history.path("days").asInt();
    if (mode.isEmpty() || of.isEmpty()) {
      throw refused("what `belay amplifier history --json` says in " + file, "something else", how);
    }
    if (!print(configuration).equals(of)) {
      throw refused(
          "a history of the same configuration, " + print(configuration),
          "one of %s in %s".formatted(of, file),
          how);
    }
    // A simulated market proves nothing.
    if (!mode.equals("testnet") && !prices.equals("live")) {
      throw refused(
          "a history on prices of an exchange",
          "one of mode %s on %s prices in %s".formatted(mode, prices, file),
          how);
    }
    String span =
        "from %s to %s"
            .formatted(history.path("first_at").asText(), history.path("last_at").asText());
    if (days < least) {
      throw refused(
          "a history of %d days with half of their cycles at least".formatted(least),
          "one of %d days, %s, in %s".formatted(days, span, file),
          how);
    }
    System.err.printf(
        "[amplifier] the same configuration has a history of %d days on %s, %s%n",
        days, mode, span);
  }

  private static OperatorException refused(String expected, String found, String how) {
    return new OperatorException(
        ExitCode.BAD_INPUT,
        "Expected %s, was %s; nothing was begun: %s.".formatted(expected, found, how));
  }
}
