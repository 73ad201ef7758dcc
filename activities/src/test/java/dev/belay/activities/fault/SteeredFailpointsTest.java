package dev.belay.activities.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.activities.fault.ArmedFailpoints.FailpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SteeredFailpointsTest {
  /** Longer than the file is left unread. */
  private static final long LOOK_MS = 20;

  @TempDir Path folder;
  private Path file;
  private SteeredFailpoints failpoints;

  @BeforeEach
  void fresh() {
    file = folder.resolve("failpoints");
    failpoints = new SteeredFailpoints(file);
  }

  private void steer(String text) throws IOException, InterruptedException {
    Files.writeString(file, text);
    Thread.sleep(LOOK_MS);
  }

  @Test
  void withoutAFileNothingActs() {
    failpoints.hit("a.point");
  }

  @Test
  void isArmedWhileItRunsAndSaysWhatActed() throws Exception {
    failpoints.hit("a.point");
    steer("# one\na.point=fail@2\n");

    failpoints.hit("a.point");
    assertThat(SteeredFailpoints.acted(file)).doesNotExist();
    assertThatThrownBy(() -> failpoints.hit("a.point")).isInstanceOf(FailpointException.class);
    assertThat(SteeredFailpoints.acted(file)).hasContent("a.point");
  }

  @Test
  void whatActedDoesNotActAgainAfterARestart() throws Exception {
    steer("a.point=fail");
    assertThatThrownBy(() -> failpoints.hit("a.point")).isInstanceOf(FailpointException.class);

    new SteeredFailpoints(file).hit("a.point");
  }

  @Test
  void anotherTextCountsAnew() throws Exception {
    steer("# one\na.point=fail");
    assertThatThrownBy(() -> failpoints.hit("a.point")).isInstanceOf(FailpointException.class);
    Files.delete(SteeredFailpoints.acted(file));

    steer("# two\na.point=fail");
    assertThatThrownBy(() -> failpoints.hit("a.point")).isInstanceOf(FailpointException.class);
  }

  @Test
  void whatCannotBeUnderstoodArmsNothing() throws Exception {
    steer("a.point=explode");
    failpoints.hit("a.point");
  }
}
