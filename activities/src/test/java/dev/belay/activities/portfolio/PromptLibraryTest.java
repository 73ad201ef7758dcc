package dev.belay.activities.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.AgentLimits;
import dev.belay.domain.portfolio.AgentSnapshot;
import dev.belay.domain.portfolio.AgentSnapshot.ClosedTrade;
import dev.belay.domain.portfolio.AgentSnapshot.Holding;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.Consensus;
import dev.belay.domain.position.Direction;
import dev.belay.strategies.indicators.IndicatorValues;
import dev.belay.strategies.portfolio.MarketView;
import dev.belay.strategies.portfolio.Observation;
import dev.belay.strategies.portfolio.TimeframeView;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PromptLibraryTest {
  static final List<String> STYLES = PromptLibrary.STYLES;
  private static final Instant AS_OF = Instant.parse("2024-03-01T00:03:00Z");
  private static final Symbol BTC = Symbol.of("BTCUSDT");
  private final PromptLibrary library = PromptLibrary.shipped();

  private static AgentSpec agent(String style) {
    return new AgentSpec(
        "a",
        "A",
        "m",
        style,
        Duration.ofMinutes(3),
        Consensus.SINGLE,
        1,
        List.of(BTC),
        AgentLimits.DEFAULT);
  }

  private static Observation seen(String reason) {
    Holding held =
        new Holding(
            "main.a/BTCUSDT/1",
            BTC,
            Direction.LONG,
            Quantity.of("0.01"),
            Price.of("50000"),
            Price.of("50100"),
            3,
            Price.of("49500"),
            null,
            Usdt.of("1"),
            AS_OF.minusSeconds(600));
    ClosedTrade trade = new ClosedTrade(BTC, Direction.SHORT, Usdt.of("-2.5"), reason, AS_OF);
    IndicatorValues values =
        new IndicatorValues(
            50100, 0.5, 50200, 49900, 50050.0, null, 1e-7, 2.0, 55.0, 52.0, 80.0, 90.0, 1.2);
    MarketView market =
        new MarketView(
            BTC,
            Price.of("50101"),
            Price.of("50100"),
            AS_OF,
            new BigDecimal("0.0001"),
            null,
            List.of(new TimeframeView(dev.belay.domain.market.Interval.M3, values)),
            List.of(Price.of("50099"), Price.of("50100")));
    return new Observation(
        AS_OF,
        new AgentSnapshot(
            "main.a", Usdt.of("1428.57"), Usdt.of("1200"), List.of(held), List.of(trade)),
        List.of(market));
  }

  @ParameterizedTest
  @FieldSource("STYLES")
  void fillsEveryPlaceOfEveryStyle(String style) {
    Prompt prompt = library.render(agent(style), seen("STOP"), "single");

    assertThat(prompt.text()).doesNotContain("{{", "}}\n", "null");
    assertThat(prompt.version()).matches(style + "/v1-[0-9a-f]{8}");
    assertThat(prompt.system())
        .contains("confidence at least 75", "JSON", "at most 5 times", "open_long");
    assertThat(Prompt.parse(prompt.text())).isEqualTo(prompt);
  }

  @Test
  void showsAccountPositionsAndMarkets() {
    assertThat(library.render(agent("balanced"), seen("STOP"), "single").user())
        .contains(
            "equity 1428.57 USDT, available 1200 USDT, positions 1 of 3",
            "- BTCUSDT LONG 0.01 at 50000, mark 50100, stop 49500, target -, leverage 3,"
                + " unrealized 1 USDT, open 10 min",
            "- BTCUSDT SHORT net -2.5 USDT, STOP, 2024-03-01T00:03:00Z",
            "BTCUSDT: last 50101, mark 50100, funding 0.01 %, open interest -",
            "3m: close 50100, change 0.5 %, range 49900 to 50200, ema20 50050, ema50 -, macd"
                + " 0.0000001",
            "last closes: 50099 50100");
  }

  @Test
  void neverExpandsPlacesInData() {
    assertThat(library.render(agent("balanced"), seen("{{equity}} $1 \\"), "single").user())
        .contains("{{equity}} $1 \\");
  }

  @Test
  void givesEachVoiceItsOwnVersion() {
    Prompt bull = library.render(agent("aggressive"), seen("STOP"), "bull");

    assertThat(bull.system()).contains("You are the bull of a committee");
    assertThat(bull.version())
        .isNotEqualTo(library.render(agent("aggressive"), seen("STOP"), "risk").version())
        .isEqualTo(library.render(agent("aggressive"), seen("TARGET"), "bull").version());
  }

  @Test
  void namesAStyleThatIsNotThere() {
    assertThatThrownBy(() -> library.render(agent("bold"), seen("STOP"), "single"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bold");
  }

  @TempDir private Path folder;

  private String rendered(PromptLibrary prompts) {
    return prompts.render(agent("balanced"), seen("STOP"), "single").system();
  }

  @Test
  void aUsersFileTakesThePlaceOfTheShippedOneFromTheNextRoundOn() throws IOException {
    PromptLibrary prompts = PromptLibrary.with(folder);
    PromptSet before = prompts.now();
    Files.writeString(
        folder.resolve("balanced.md"), "Be bold, ü.\n{{voice}}\n{{limits}}\n{{format}}\n");

    assertThat(before.render(agent("balanced"), seen("STOP"), "single").system())
        .doesNotContain("Be bold");
    Prompt own = prompts.now().render(agent("balanced"), seen("STOP"), "single");
    assertThat(own.system()).startsWith("Be bold, ü.").contains("confidence at least 75");
    assertThat(own.version()).matches("balanced/file-[0-9a-f]{8}");
    assertThat(prompts.render(agent("speed"), seen("STOP"), "single").version())
        .startsWith("speed/v1-");
    assertThat(prompts.problems()).isEmpty();

    Files.delete(folder.resolve("balanced.md"));
    assertThat(rendered(prompts)).doesNotContain("Be bold");
  }

  @Test
  void aSharedPartOfAUserChangesEveryVersion() throws IOException {
    PromptLibrary prompts = PromptLibrary.with(folder);
    String before = prompts.render(agent("speed"), seen("STOP"), "single").version();
    Files.writeString(folder.resolve("format.md"), "Answer in JSON.");

    assertThat(prompts.render(agent("speed"), seen("STOP"), "single").version())
        .isNotEqualTo(before);
  }

  @Test
  void aFileWithoutItsPlacesIsRefusedWithTheirNamesAndWhatWasUsedStays() throws IOException {
    PromptLibrary prompts = PromptLibrary.with(folder);
    Path file = folder.resolve("balanced.md");
    Files.writeString(file, "Be bold.\n{{voice}}\n{{limits}}\n{{format}}");
    assertThat(rendered(prompts)).startsWith("Be bold.");

    // As while an editor writes it.
    Files.writeString(file, "Be bolder.\n{{voice}}\n{{li");

    assertThat(rendered(prompts)).startsWith("Be bold.");
    assertThat(prompts.problems())
        .singleElement()
        .asString()
        .contains("balanced.md", "{{format}}, {{limits}}", "missing")
        .doesNotContain("{{voice}}");
  }

  @Test
  void refusesPlacesThatThereAreNotNamesThatThereAreNotAndWhatIsNoText() throws IOException {
    Files.writeString(folder.resolve("speed.md"), "{{voice}}{{limits}}{{format}} {{equity}}");
    Files.writeString(folder.resolve("ballanced.md"), "{{voice}}{{limits}}{{format}}");
    Files.write(folder.resolve("bull.md"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    Files.writeString(folder.resolve("bear.md"), " \n");
    Files.write(folder.resolve("risk.md"), new byte[70_000]);
    Files.writeString(folder.resolve("notes.txt"), "mine");

    assertThat(PromptLibrary.with(folder).problems())
        .hasSize(5)
        .anySatisfy(p -> assertThat(p).contains("speed.md", "{{equity}}"))
        .anySatisfy(p -> assertThat(p).contains("ballanced.md", "balanced, conservative"))
        .anySatisfy(p -> assertThat(p).contains("bull.md", "UTF-8"))
        .anySatisfy(p -> assertThat(p).contains("bear.md", "nothing"))
        .anySatisfy(p -> assertThat(p).contains("risk.md", "65536 bytes"));
  }
}
