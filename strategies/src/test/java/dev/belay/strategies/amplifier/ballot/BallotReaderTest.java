package dev.belay.strategies.amplifier.ballot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.amplifier.Aggressiveness;
import dev.belay.domain.amplifier.Ballot;
import dev.belay.domain.amplifier.BallotBox.Reading;
import dev.belay.domain.amplifier.BallotRefusal;
import dev.belay.domain.amplifier.Stance;
import dev.belay.domain.amplifier.Voter;
import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BallotReaderTest {
  private static final String GOOD =
      """
      {"vote":"trade","aggressiveness":"moderate","confidence":0.72,"reasoning":"momentum holds",\
      "warnings":["funding is high"]}""";

  private static Reading.Refused refused(String answer) {
    Reading reading = BallotReader.read(Voter.A, answer);
    assertThat(reading).isInstanceOf(Reading.Refused.class);
    return (Reading.Refused) reading;
  }

  @Test
  void readsWhatWasAskedFor() {
    assertThat(BallotReader.read(Voter.A, GOOD))
        .isEqualTo(
            new Reading.Valid(
                new Ballot(
                    Voter.A,
                    Stance.TRADE,
                    Aggressiveness.MODERATE,
                    new BigDecimal("0.72"),
                    "momentum holds",
                    List.of("funding is high"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"```json\n%s\n```", "<think>{\"vote\":\"exit\"}</think>\n%s", "  %s\n"})
  void passesOverWhatStandsAround(String around) {
    assertThat(BallotReader.read(Voter.A, around.formatted(GOOD)))
        .isInstanceOf(Reading.Valid.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "I vote trade.",
        "Sure! {\"vote\":\"trade\"}",
        "{\"vote\":\"trade\"",
        "[]",
        "{}",
        "{\"vote\":\"buy\",\"aggressiveness\":\"moderate\",\"confidence\":0.5,\"reasoning\":\"r\"}",
        "{\"vote\":\"TRADE\",\"aggressiveness\":\"moderate\",\"confidence\":0.5,\"reasoning\":\"r\"}",
        "{\"vote\":\"trade\",\"aggressiveness\":\"bold\",\"confidence\":0.5,\"reasoning\":\"r\"}",
        "{\"vote\":\"trade\",\"aggressiveness\":\"moderate\",\"confidence\":72,\"reasoning\":\"r\"}",
        "{\"vote\":\"trade\",\"aggressiveness\":\"moderate\",\"confidence\":\"0.5\",\"reasoning\":\"r\"}",
        "{\"vote\":\"trade\",\"aggressiveness\":\"moderate\",\"confidence\":-0.1,\"reasoning\":\"r\"}",
        "{\"vote\":\"trade\",\"aggressiveness\":\"moderate\",\"confidence\":0.5,\"reasoning\":\" \"}",
        "{\"vote\":\"trade\",\"aggressiveness\":\"moderate\",\"confidence\":0.5}",
        "{\"vote\":\"trade\",\"vote\":\"exit\",\"aggressiveness\":\"moderate\",\"confidence\":0.5,\"reasoning\":\"r\"}",
        "{\"vote\":\"trade\",\"aggressiveness\":\"moderate\",\"confidence\":0.5,\"reasoning\":\"r\",\"warnings\":\"w\"}",
        "{\"vote\":\"trade\",\"aggressiveness\":\"moderate\",\"confidence\":0.5,\"reasoning\":\"r\",\"mood\":1}",
        "{\"vote\":\"trade\",\"aggressiveness\":\"moderate\",\"confidence\":1e-999999,\"reasoning\":\"r\"}"
      })
  void refusesWhateverIsNotJustThat(String answer) {
    Reading.Refused refused = refused(answer);

    assertThat(refused.code()).isEqualTo(BallotRefusal.MALFORMED);
    assertThat(refused.detail()).startsWith("Expected");
  }

  @Test
  void refusesTwoBallotsInOneAnswer() {
    assertThat(refused(GOOD + GOOD).code()).isEqualTo(BallotRefusal.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"position_size_usd", "leverage", "size_factor", "symbol", "stopLoss"})
  void refusesOneThatSetsWhatTheProfileSets(String field) {
    Reading.Refused refused = refused(GOOD.replaceFirst("\\{", "{\"" + field + "\":2,"));

    assertThat(refused.code()).isEqualTo(BallotRefusal.SETS_SIZE);
    assertThat(refused.detail()).contains(field);
  }

  @Test
  void refusesOneInAnothersName() {
    assertThat(refused(GOOD.replaceFirst("\\{", "{\"agent\":\"main\",")).code())
        .isEqualTo(BallotRefusal.AGENT_UNKNOWN);
    assertThat(BallotReader.read(Voter.A, GOOD.replaceFirst("\\{", "{\"agent\":\"a\",")))
        .isInstanceOf(Reading.Valid.class);
  }

  @Test
  void readsWhatItWrites() {
    Reading read = BallotReader.read(Voter.B, GOOD);
    Ballot ballot = ((Reading.Valid) read).ballot();

    assertThat(BallotReader.read(Voter.B, BallotJson.write(ballot))).isEqualTo(read);
  }

  @Property
  void neverThrowsAndNeverGuesses(@ForAll String answer) {
    assertThat(BallotReader.read(Voter.MAIN, answer)).isInstanceOf(Reading.Refused.class);
  }
}
