package dev.belay.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/** Brings a running application to rest and holds the venue's record against the ledger's. */
final class Settled {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Set<String> UNKNOWN = Set.of("RECORDED", "SENT");

  private Settled() {}

  /** Returns how many orders the venue has of ours. */
  static int check(ChildBelay belay) throws IOException {
    belay.post("/api/portfolio/halt");
    belay.await("every order to be known", LIMIT, () -> allKnown(belay));
    belay.stop();
    JsonNode verdict = belay.verify();
    if (verdict.path("differences").size() != 0 || !verdict.has("differences")) {
      throw belay.failure("Expected no differences, was " + verdict);
    }
    assertThat(verdict.path("duplicates").asInt(-1)).as("duplicates").isZero();
    assertThat(verdict.path("orders").asInt()).as("orders at the venue").isPositive();
    return verdict.path("orders").asInt();
  }

  private static boolean allKnown(ChildBelay belay) {
    try {
      return Seen.orders(belay).stream().noneMatch(order -> UNKNOWN.contains(order.status()));
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether a resume is taken: refused while a flatten is under way. */
  static boolean resumes(ChildBelay belay) {
    try {
      belay.post("/api/portfolio/resume");
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
