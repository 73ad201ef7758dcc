package dev.belay.app.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.app.base.CacheFolder;
import dev.belay.app.temporal.TemporalChoice;
import dev.belay.app.temporal.TemporalResolver;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class DemoTest {
  @TempDir private Path folder;

  @Test
  void tradesAndAccountsForEveryCent() throws Exception {
    JsonNode summary = demo("auto", "30s");

    assertTemporal(summary.path("temporal"));
    assertThat(summary.path("agents")).hasSize(7);
    // How many is for the benchmarks to say: a busy machine does fewer.
    assertThat(summary.path("rounds").asInt()).isGreaterThan(10);
    assertThat(summary.path("orders").asInt()).isPositive();
    assertThat(summary.path("fills").asInt()).isPositive();
    Summaries.assertIdentity(summary);
    verifyFindsNoDifference();
  }

  @Test
  void goesOnInTheSameHomeThoughTheServerInMemoryForgotAll() throws Exception {
    JsonNode first = demo("memory", "12s");
    JsonNode second = demo("memory", "10s");

    assertThat(first.path("temporal").path("kind").asText()).isEqualTo("memory");
    assertThat(first.path("recovered").asInt()).isZero();
    assertThat(second.path("recovered").asInt()).isPositive();
    assertThat(second.path("rounds").asInt()).isGreaterThan(first.path("rounds").asInt());
    Summaries.assertIdentity(first);
    Summaries.assertIdentity(second);
    verifyFindsNoDifference();
  }

  @Test
  void aHomeGoesOnWithTheMarketItWasBegunWith() throws Exception {
    JsonNode begun = demo("memory", "4s", "--seed", "11", "--scenario", "calm");
    assertThat(begun.path("market").toString()).contains("calm, seed 11");

    assertThat(demo("memory", "4s").path("market").toString()).contains("calm, seed 11");
    Cli.Answer other = start("memory", "4s", "--seed", "12");
    assertThat(other.code()).isEqualTo(3);
    assertThat(other.err()).contains("--scenario calm --seed 11", "was --seed 12;");
    verifyFindsNoDifference();
  }

  /** A server wherever one was to be had; else one in memory that says why. */
  private static void assertTemporal(JsonNode temporal) {
    PrintStream silent =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Map<String, String> environment = System.getenv();
    // Asked after the run, which may have fetched or built one.
    String expected =
        new TemporalResolver(CacheFolder.locate(environment), environment, silent)
            .here()
            .map(
                choice ->
                    switch (choice) {
                      case TemporalChoice.Cluster ignored -> "cluster";
                      case TemporalChoice.Executable ignored -> "server";
                      case TemporalChoice.Memory ignored -> "memory";
                    })
            .orElse("memory");
    assertThat(temporal.path("kind").asText()).as("%s", temporal).isEqualTo(expected);
    assertThat(temporal.path("reason").asText()).isNotBlank();
    assertThat(temporal.path("durable").asBoolean()).isEqualTo(!expected.equals("memory"));
  }

  private JsonNode demo(String temporal, String time, String... more) throws Exception {
    Cli.Answer answer = start(temporal, time, more);
    assertThat(answer.code()).as(answer.err()).isZero();
    return answer.json();
  }

  private Cli.Answer start(String temporal, String time, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("--temporal", temporal));
    arguments.addAll(List.of(more));
    return Cli.demo(folder, folder.resolve("home"), time, arguments.toArray(String[]::new));
  }

  private void verifyFindsNoDifference() throws Exception {
    Cli.Answer answer =
        Cli.run(folder, "verify", "--json", "--home", folder.resolve("home").toString());
    assertThat(answer.code()).as(answer.out() + answer.err()).isZero();
    assertThat(answer.json().path("differences")).isEmpty();
  }
}
