package dev.belay.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PlatformTest {

  @Test
  void speaksOfSystemsAsDownloadSitesDo() {
    assertThat(Platform.of("Linux", "amd64")).hasToString("linux-amd64");
    assertThat(Platform.of("Linux", "aarch64")).hasToString("linux-arm64");
    assertThat(Platform.of("Mac OS X", "aarch64")).hasToString("darwin-arm64");
  }

  @Test
  void findsProgramsInTheFoldersOfPath() {
    assertThat(Platform.onPath("sh", Map.of("PATH", "/no/such:/bin"))).isPresent();
    assertThat(Platform.onPath("sh", Map.of("PATH", "/no/such"))).isEmpty();
    assertThat(Platform.onPath("sh", Map.of())).isEmpty();
  }
}
