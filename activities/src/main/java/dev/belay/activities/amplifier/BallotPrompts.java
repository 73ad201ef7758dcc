package dev.belay.activities.amplifier;

import dev.belay.activities.portfolio.Prompt;
import dev.belay.domain.amplifier.Voter;
import dev.belay.strategies.amplifier.ballot.Evidence;
import dev.belay.strategies.amplifier.ballot.EvidenceJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;

/** What each voter is asked: its role, the form of a ballot, and the evidence as data. */
public final class BallotPrompts {
  private static final int VERSION_DIGITS = 8;

  private final Map<Voter, String> roles = new EnumMap<>(Voter.class);
  private final String shared;

  private BallotPrompts() {
    this.shared = text("shared");
    for (Voter voter : Voter.values()) {
      roles.put(voter, text(voter.toString()));
    }
  }

  /** Those that come with Belay. */
  public static BallotPrompts shipped() {
    return new BallotPrompts();
  }

  /** The prompt of a voter. */
  public Prompt render(Voter voter, Evidence evidence) {
    String system = roles.get(voter) + "\n\n" + shared;
    return new Prompt(
        "amplifier/%s/v1-%s".formatted(voter, hash(system)),
        system,
        "<<<EVIDENCE\n" + EvidenceJson.write(evidence) + "\nEVIDENCE>>>\n\nCast your ballot.");
  }

  private static String text(String part) {
    String resource = "/prompts/amplifier/" + part + ".md";
    try (InputStream in = BallotPrompts.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(
            "Expected the prompt %s, there is none".formatted(resource));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new IllegalStateException("Expected to read the prompt " + resource, e);
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, VERSION_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected every JDK to have SHA-256", e);
    }
  }
}
