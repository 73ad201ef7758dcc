package dev.belay.app.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator's commands to the real application, and kills in between. */
@Tag("crash")
class OperatorTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** Slow enough that the market leaves the stop alone while the operator is at work. */
  private static final String SPEED = "30";

  @TempDir Path folder;

  @Test
  void commandsHoldWhateverFallsAndTheVenueAgrees() throws IOException {
    try (ChildBelay belay = new ChildBelay(folder.resolve("home"), 11)) {
      belay.start(Map.of(), "--speed", SPEED);
      belay.awaitReady();
      String at = moved(belay);
      assertThat(resting(belay.get(at), "STOP")).isEqualTo(1);

      JsonNode canceled = belay.delete("/api/orders/" + target(belay.get(at)));
      assertThat(ended(belay, at, canceled)).isEqualTo("DONE");
      assertThat(belay.get(at).path("target").isNull()).isTrue();
      assertThat(resting(belay.get(at), "TARGET")).isZero();

      JsonNode part = belay.post(at + "/close", "{\"pct\":50}", "part");
      assertThat(ended(belay, at, part)).isEqualTo("DONE");
      belay.post(at + "/close", "{}", "all");
      belay.await("the position to close", LIMIT, () -> is(belay, at, "status", "CLOSED"));
      // Until the exit fills the stop rests, and may be first.
      assertThat(belay.get(at).path("exit_reason").asText()).isIn("COMMAND", "STOP");

      belay.post("/api/portfolio/flatten", "{}", "flat");
      belay.kill(true);
      belay.start(Map.of(), "--speed", SPEED);
      belay.awaitReady();
      belay.await("the flatten to end, and only then a resume", LIMIT, () -> resumesFlat(belay));
      Settled.check(belay);
    }
  }

  /**
   * A position whose stop was moved while everything was killed. The market runs on: where it was
   * faster than the move, another position is taken.
   */
  private static String moved(ChildBelay belay) throws IOException {
    for (int n = 1; ; n++) {
      JsonNode position = guarded(belay);
      String at = "/api/positions/" + position.path("id").asText();
      belay.post("/api/agents/" + position.path("agent").asText() + "/pause");
      String key = "move-" + n;
      String body = "{\"price\":\"%s\"}".formatted(nearer(position, "stop"));
      JsonNode answer = belay.post(at + "/stop", body, key);
      belay.kill(true);
      belay.start(Map.of(), "--speed", SPEED);
      belay.awaitReady();
      assertThat(belay.post(at + "/stop", body, key)).isEqualTo(answer);
      assertThatThrownBy(() -> belay.post(at + "/stop", "{\"price\":\"1\"}", key))
          .hasMessageContaining("422");
      if (ended(belay, at, answer).equals("DONE")) {
        return at;
      }
      JsonNode left = belay.get(at);
      System.err.printf(
          "[operator] overtaken, now %s: %s%n",
          left.path("status").asText(), left.path("instructions"));
      boolean over = !left.path("status").asText().equals("OPEN");
      assertThat(over || resting(left, "STOP") == 1).as("guarded or over: " + left).isTrue();
      assertThat(n).as("moves that the market overtook, the last: " + left).isLessThan(4);
    }
  }

  /** A position that rests between stop and target, as far from both as can be hoped for. */
  private static JsonNode guarded(ChildBelay belay) {
    AtomicReference<JsonNode> found = new AtomicReference<>();
    belay.await(
        "a position with stop and target",
        LIMIT,
        () -> {
          try {
            for (JsonNode open : belay.get("/api/positions").path("items")) {
              JsonNode whole = belay.get("/api/positions/" + open.path("id").asText());
              if (whole.path("status").asText().equals("OPEN")
                  && resting(whole, "STOP") == 1
                  && resting(whole, "TARGET") == 1
                  && !nearer(whole, "stop").equals(whole.path("stop").asText())) {
                found.set(whole);
                return true;
              }
            }
            return false;
          } catch (IOException e) {
            return false;
          }
        });
    return Objects.requireNonNull(found.get());
  }

  /** A tenth of the way from there to the price, as coarse as it is. */
  private static String nearer(JsonNode position, String field) {
    BigDecimal from = new BigDecimal(position.path(field).asText());
    BigDecimal mark = new BigDecimal(position.path("mark").asText("" + from));
    BigDecimal way = mark.subtract(from).divide(new BigDecimal(10), RoundingMode.DOWN);
    return from.add(way).setScale(from.scale(), RoundingMode.HALF_EVEN).toPlainString();
  }

  private static String ended(ChildBelay belay, String at, JsonNode answer) {
    String id = answer.path("watch").asText();
    belay.await(
        "the end of " + id,
        LIMIT,
        () -> !List.of("", "UNDER_WAY").contains(instruction(belay, at, id)));
    return instruction(belay, at, id);
  }

  private static String instruction(ChildBelay belay, String at, String id) {
    try {
      for (JsonNode instruction : belay.get(at).path("instructions")) {
        if (instruction.path("id").asText().equals(id)) {
          return instruction.path("status").asText();
        }
      }
    } catch (IOException e) {
      // Asked again.
    }
    return "";
  }

  private static int resting(JsonNode position, String leg) {
    int count = 0;
    for (JsonNode order : position.path("orders")) {
      if (order.path("leg").asText().equals(leg)
          && order.path("status").asText().equals("WORKING")) {
        count++;
      }
    }
    return count;
  }

  private static String target(JsonNode position) {
    for (JsonNode order : position.path("orders")) {
      if (order.path("leg").asText().equals("TARGET")
          && order.path("status").asText().equals("WORKING")) {
        return order.path("id").asText();
      }
    }
    throw new AssertionError("Expected a target that rests, was " + position);
  }

  private static boolean is(ChildBelay belay, String at, String field, String value) {
    try {
      return belay.get(at).path(field).asText().equals(value);
    } catch (IOException e) {
      return false;
    }
  }

  /** A resume behind a flatten; it may not be taken while anything is open. */
  private static boolean resumesFlat(ChildBelay belay) {
    boolean flat = isFlat(belay);
    if (!Settled.resumes(belay)) {
      return false;
    }
    assertThat(flat || isFlat(belay)).as("nothing is open when a resume is taken").isTrue();
    return true;
  }

  private static boolean isFlat(ChildBelay belay) {
    try {
      return belay.get("/api/positions").path("items").isEmpty();
    } catch (IOException e) {
      return false;
    }
  }
}
