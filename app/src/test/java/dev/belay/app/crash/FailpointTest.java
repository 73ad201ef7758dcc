package dev.belay.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dies once at named boundaries, one after the other in one home; each start is a recovery. */
class FailpointTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Duration DIES_WITHIN = Duration.ofSeconds(25);

  /** A point, and whether only an operator's command leads to it. */
  private record Point(String name, boolean commanded) {}

  /** One of every kind of boundary on the way of an order, a decision, a mark and a command. */
  private static final List<String> KINDS =
      List.of(
          "observe.stored",
          "model.ask.recorded",
          "ledger.decide.committed",
          "ledger.admit.committed",
          "venue.submit.before-claim",
          "venue.submit.claimed",
          "simulator.order.committed",
          "venue.submit.sent",
          "ledger.order.committed",
          "simulator.step.committed",
          "ledger.mark.committed");

  @TempDir Path folder;

  @Tag("crash")
  @Test
  void recoversFromADeathAtEveryKindOfBoundary() throws IOException {
    List<Point> points = KINDS.stream().map(name -> new Point(name, false)).toList();
    assertThat(dieAtEach(points)).as("points not reached").isEmpty();
  }

  /** Points that a plain run passes by chance only. */
  private static final Set<String> RARE =
      Set.of(
          // A cancel is sent when a position closes while its other leg still rests.
          "venue.cancel.sent");

  @Tag("crash")
  @Tag("long")
  @Test
  void recoversFromADeathAtEveryPointAPlainRunPasses() throws IOException {
    List<Point> points = record();
    assertThat(points).extracting(Point::name).containsAll(KINDS);
    assertThat(dieAtEach(points)).as("points not reached").isSubsetOf(RARE);
  }

  /** A dollar too much at the venue is something to mend, or to try to. */
  @Tag("crash")
  @Test
  void recoversFromADeathInTheMiddleOfMending() throws Exception {
    Path home = folder.resolve("home");
    try (ChildBelay belay = new ChildBelay(home, 13)) {
      belay.start(Map.of());
      belay.awaitReady();
      belay.await("an order", LIMIT, () -> hasOrders(belay));
      belay.stop();
      move(home, "+");

      belay.start(Map.of(), "--failpoints", "reconcile.repair=kill@1");
      assertThat(diesMending(belay)).as("dies at reconcile.repair").isTrue();
      assertThat(belay.exitCode()).isEqualTo(ChildBelay.KILLED);
      move(home, "-");

      belay.start(Map.of());
      belay.awaitReady();
      belay.post("/api/portfolio/reconcile");
      Settled.check(belay);
    }
  }

  /**
   * What is on its way at one of two looks hides the dollar from both, so there are more of them.
   */
  private static boolean diesMending(ChildBelay belay) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < end) {
      if (belay.endsWithin(Duration.ofSeconds(15))) {
        return true;
      }
      ask(belay, "/api/portfolio/reconcile");
    }
    return false;
  }

  private static boolean hasOrders(ChildBelay belay) {
    try {
      return !Seen.orders(belay).isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  private static void move(Path home, String sign) throws SQLException {
    try (StoppedBooks books = new StoppedBooks(home)) {
      books.run(
          "UPDATE simulator.accounts SET wallet = wallet %s 1 WHERE account = (SELECT min(account) FROM simulator.accounts)"
              .formatted(sign));
    }
  }

  private List<Point> record() throws IOException {
    Path record = folder.resolve("points");
    List<Point> points = new ArrayList<>();
    try (ChildBelay belay = new ChildBelay(folder.resolve("recorded"), 7)) {
      belay.start(Map.of("BELAY_FAILPOINTS_RECORD", record.toString()));
      belay.awaitReady();
      ChildBelay.pause(15_000);
      List<String> plain = Files.readAllLines(record);
      belay.post("/api/portfolio/flatten");
      ChildBelay.pause(5_000);
      belay.stop();
      for (String name : Files.readAllLines(record)) {
        points.add(new Point(name, !plain.contains(name)));
      }
    }
    return points;
  }

  private List<String> dieAtEach(List<Point> points) throws IOException {
    List<String> notReached = new ArrayList<>();
    long began = System.nanoTime();
    try (ChildBelay belay = new ChildBelay(folder.resolve("home"), 11)) {
      for (Point point : points) {
        long started = System.nanoTime();
        belay.start(Map.of(), "--failpoints", point.name() + "=kill@1");
        if (!diesAt(belay, point)) {
          notReached.add(point.name());
          belay.kill(false);
        } else if (belay.exitCode() != ChildBelay.KILLED) {
          throw belay.failure(
              "Expected a death at %s, was %d".formatted(point.name(), belay.exitCode()));
        }
        System.err.printf(
            "[failpoint] %s: %d ms%n", point.name(), (System.nanoTime() - started) / 1_000_000);
      }
      belay.start(Map.of());
      belay.awaitReady();
      belay.await("the last flatten to end", LIMIT, () -> Settled.resumes(belay));
      ChildBelay.pause(5_000);
      int orders = Settled.check(belay);
      System.err.printf(
          "[failpoint] %d points, not reached %s, %d orders equal, %d s%n",
          points.size(), notReached, orders, (System.nanoTime() - began) / 1_000_000_000);
    }
    return notReached;
  }

  private static boolean diesAt(ChildBelay belay, Point point) {
    if (!belay.readyOrDead()) {
      return true;
    }
    if (point.commanded()) {
      ask(belay, "/api/portfolio/resume");
      ask(belay, "/api/portfolio/flatten");
    }
    return belay.endsWithin(DIES_WITHIN);
  }

  private static void ask(ChildBelay belay, String command) {
    try {
      belay.post(command);
    } catch (IOException e) {
      // It died of it, or refuses to resume while it flattens: both are in order here.
    }
  }
}
