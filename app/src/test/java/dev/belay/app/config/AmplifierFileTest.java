package dev.belay.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.activities.amplifier.EvidenceSettings;
import dev.belay.app.base.OperatorException;
import dev.belay.domain.amplifier.VoteRules;
import dev.belay.domain.amplifier.Voter;
import dev.belay.strategies.amplifier.AmplifierSettings;
import dev.belay.strategies.amplifier.Profile;
import dev.belay.strategies.amplifier.ballot.NewsShock;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmplifierFileTest {
  private static AmplifierFile.Configured with(String more) {
    return AmplifierFile.parse(AmplifierFile.shippedText() + more, "a test");
  }

  private static String shippedWith(String line, String instead) {
    String text = AmplifierFile.shippedText();
    assertThat(text).contains(line);
    return text.replace(line, instead);
  }

  @Test
  void whatIsShippedIsTheStandardWithThreeDifferentModels() {
    AmplifierFile.Configured shipped = AmplifierFile.shipped();
    assertThat(shipped.settings()).isEqualTo(AmplifierSettings.standard());
    assertThat(shipped.desk().votes()).isEqualTo(VoteRules.DEFAULT);
    assertThat(shipped.sources()).isEqualTo(EvidenceSettings.SHIPPED);
    assertThat(shipped.desk().warnings()).isEmpty();
    assertThat(shipped.desk().model(Voter.MAIN).family()).isEqualTo("gpt-oss");
    assertThat(shipped.desk().profiles()).containsExactly("conservative", "moderate", "aggressive");
    assertThat(shipped.desk().limits().coolOff()).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void whatAFileNamesIsLaidOverTheStandard() {
    AmplifierFile.Configured found =
        with(
            """

            momentum:
              lookback_hours: 120
              weights: {change: 30, rsi: 15}
            scanner:
              volume_floor: 2500000
              exclusions: {fiat: [EUR]}
            profiles:
              - {name: moderate, stop_pct: 3, maximum_hold: 2d}
            """);
    AmplifierSettings standard = AmplifierSettings.standard();
    assertThat(found.settings().momentum().lookbackHours()).isEqualTo(120);
    assertThat(found.settings().momentum().weights().change()).isEqualTo(30);
    assertThat(found.settings().momentum().weights().trend()).isEqualTo(20);
    assertThat(found.settings().scanner().volumeFloor()).isEqualTo(2.5e6);
    assertThat(found.settings().scanner().exclusions().fiat()).containsExactly("EUR");
    assertThat(found.settings().regime()).isEqualTo(standard.regime());
    Profile moderate = found.settings().chosen();
    assertThat(found.settings().profiles()).hasSize(1);
    assertThat(moderate.stopPct()).isEqualByComparingTo("3");
    assertThat(moderate.maximumHold()).isEqualTo(Duration.ofDays(2));
    assertThat(moderate.sizePct()).isEqualByComparingTo("10");
  }

  @Test
  void sourcesOutsideAreTakenAwayAddedAndReadMoreOften() {
    String more =
        """
        sources:
          feeds:
            - {name: CoinDesk, address: none}
            - {name: Own, address: "http://127.0.0.1:1/rss"}
          dominance: none
          news_every: 5m
          news_shock: {headlines: 12}
        """;
    String text =
        AmplifierFile.shippedText().replaceAll("(?ms)^sources:.*?(?=^\\S|\\z)", "") + "\n" + more;
    EvidenceSettings found = AmplifierFile.parse(text, "a test").sources();

    assertThat(found.feeds())
        .containsExactly(new EvidenceSettings.Feed("Own", URI.create("http://127.0.0.1:1/rss")));
    assertThat(found.dominance()).isNull();
    assertThat(found.onChain()).isEqualTo(EvidenceSettings.SHIPPED.onChain());
    assertThat(found.newsEvery()).isEqualTo(Duration.ofMinutes(5));
    assertThat(found.newsShock()).isEqualTo(new NewsShock(Duration.ofMinutes(30), 12, 3));
  }

  @Test
  void theDesksOfVerifyRecoveryAreConfigured() throws IOException {
    try (InputStream in = AmplifierFile.class.getResourceAsStream("/recovery/amplifier.yaml")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      assertThat(AmplifierFile.parse(text, "a test").desk().warnings()).isEmpty();
    }
  }

  @Test
  void oneModelForTwoVotersIsWarnedOf() {
    String text = shippedWith("b: llama-3.3-70b", "b: qwen3-32b");
    assertThat(AmplifierFile.parse(text, "a test").desk().warnings())
        .singleElement()
        .asString()
        .contains("[a, b]", "not independent");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exit_momentum: 30 | exit_momentum: 55 | exit threshold below the minimum momentum",
        "exit_momentum: 30 | exit_momentun: 55 | did you mean \"exit_momentum\"?",
        "daily_loss_pct: 5 | daily_loss_pct: 6 | at most 5",
        "daily_loss_pct: 5 | daily_loss_pct: much | expected a number, was \"much\"",
        "btc_drop_hours: 4 | btc_drop_hours: 4.5 | expected a whole number",
        "cool_off: 24h | cool_off: 12h | at least 24 h",
        "cool_off: 24h | cool_off: a day | a duration such as 90s",
        "window: 4h | window: 5h | divides a day",
        "profile: moderate | profile: bold | was bold",
        "b: llama-3.3-70b | b: gemma | the id of one of the models",
        "capital: 10000 | capital: none | expected an amount",
        "name: amplifier | name: The Desk | lower-case letters",
        "news_every: 10m | news_every: 10s | 1 minute to 1 day",
        "headlines: 8 | headlines: 1 | Expected news_shock",
        "on_chain: https://mempool.space | on_chain: file:///etc/passwd | http or https",
        "on_chain: https://mempool.space | on_chain: 'a b' | Illegal character",
      })
  void isRefusedWithTheReason(String line, String instead, String said) {
    String text = shippedWith(line, instead);
    assertThatThrownBy(() -> AmplifierFile.parse(text, "a test"))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("nothing was applied")
        .hasMessageContaining(said);
  }

  @Test
  void allProblemsAreToldAtOnceWithTheirLines() {
    String text =
        shippedWith("exit_momentum: 30", "exit_momentum: low").replace("window: 4h", "windw: 4h");
    assertThatThrownBy(() -> AmplifierFile.parse(text, "a test"))
        .hasMessageContaining("2 problems")
        .hasMessageContaining("votes.windw (line ")
        .hasMessageContaining("entry.exit_momentum (line ");
  }

  @Test
  void weightsThatDoNotSumToAHundredAndNewProfilesThatLackAKeyAreRefused() {
    assertThatThrownBy(() -> with("\nregime: 3\n")).hasMessageContaining("regime");
    assertThatThrownBy(() -> with("\nmomentum: {weights: {rsi: 30}}\n"))
        .hasMessageContaining("sum to 100");
    assertThatThrownBy(() -> with("\nprofiles: [{name: mine, size_pct: 1}]\n"))
        .hasMessageContaining("profiles[0].stop_pct")
        .hasMessageContaining("needs every key");
    assertThatThrownBy(
            () -> with("\nprofiles: [{name: moderate, size_pct: 16, notional_pct: 40}]\n"))
        .hasMessageContaining("within the limits'");
  }
}
