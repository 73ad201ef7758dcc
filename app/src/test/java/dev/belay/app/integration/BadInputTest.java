package dev.belay.app.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.app.home.BelayHome;
import dev.belay.app.process.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("integration")
class BadInputTest {
  private static final int USAGE = 2;
  private static final int BAD_INPUT = 3;
  private static final String HEADER = "open_time_ms,open,high,low,close,volume";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"--speed,0", "--speed,fast", "--for,abc", "--for,-5s", "--market,paper", "--port,0"})
  void aFlagThatMakesNoSenseIsAUsageError(String flag, String value) throws Exception {
    refused(USAGE, value, flag, value);
  }

  @Test
  void anUnknownKeyIsAnsweredWithTheNearOne() throws Exception {
    refused(BAD_INPUT, "interval", "--config", config("    interval: 3m", "    intervall: 3m"));
  }

  @Test
  void anIdGivenTwiceIsNamed() throws Exception {
    refused(BAD_INPUT, "qwen_single", "--config", config("id: openai_single", "id: qwen_single"));
  }

  @Test
  void anIntervalOfNothingIsRefused() throws Exception {
    refused(BAD_INPUT, "interval", "--config", config("    interval: 3m", "    interval: 0m"));
  }

  @Test
  void aTakenPortIsSaidToBeTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = "" + taken.getLocalPort();
      refused(BAD_INPUT, port, "--port", port);
    }
  }

  @Test
  void aHomeInUseIsLeftAlone() throws Exception {
    try (BelayHome used = BelayHome.open(home())) {
      Cli.Answer answer = demo();

      assertThat(answer.code()).as(answer.err()).isNotZero();
      assertThat(answer.err()).contains(used.directory().toString()).contains("--home");
    }
  }

  @Test
  void aHomeOfANewerBelayIsLeftAlone() throws Exception {
    BelayHome.open(home()).close();
    Files.writeString(home().resolve("version"), (BelayHome.LAYOUT + 1) + "\n");

    refused(BAD_INPUT, "newer");
  }

  @Test
  void aMarketFolderThatIsNotThereIsNamed() throws Exception {
    refused(BAD_INPUT, "nowhere", "--market", "replay:" + folder.resolve("nowhere"));
  }

  @ParameterizedTest
  @CsvSource({
    "0 0 1,100",
    "1 0 2,100",
    "0 1 2,NaN",
    "0 1 2,-100",
  })
  void candlesThatCannotBeAreRefused(String hours, String open) throws Exception {
    List<String> rows = new ArrayList<>(List.of(HEADER));
    for (String hour : hours.split(" ", -1)) {
      long time = 1_672_531_200_000L + Long.parseLong(hour) * 3_600_000L;
      rows.add(time + "," + open + ",110,90,105,1");
    }
    Path market = Files.createDirectory(folder.resolve("candles"));
    Files.write(market.resolve("BTCUSDT.csv"), rows);

    refused(BAD_INPUT, "BTCUSDT.csv", "--market", "replay:" + market);
  }

  private void refused(int code, String named, String... more) throws Exception {
    Cli.Answer answer = demo(more);

    assertThat(answer.code()).as(answer.err()).isEqualTo(code);
    assertThat(answer.err()).contains("xpected").contains(named).doesNotContain("\tat ");
  }

  private Cli.Answer demo(String... more) throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of("demo", "--temporal", "memory", "--home", home().toString()));
    if (!List.of(more).contains("--port")) {
      arguments.addAll(List.of("--port", "" + Ports.free()));
    }
    if (!List.of(more).contains("--for")) {
      arguments.addAll(List.of("--for", "1s"));
    }
    arguments.addAll(List.of(more));
    return Cli.run(folder, arguments.toArray(String[]::new));
  }

  private Path home() {
    return folder.resolve("home");
  }

  /** The shipped configuration with one thing wrong. */
  private String config(String right, String wrong) throws IOException {
    String text = Files.readString(Path.of("../config/portfolio.yaml"));
    assertThat(text).contains(right);
    int at = text.indexOf(right);
    Path file = folder.resolve("portfolio.yaml");
    Files.writeString(file, text.substring(0, at) + wrong + text.substring(at + right.length()));
    return file.toString();
  }
}
