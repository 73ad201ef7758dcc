package dev.belay.simulator.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.simulator.store.Command;
import dev.belay.simulator.store.Recording;
import dev.belay.simulator.store.Recording.AccountBooks;
import java.sql.SQLException;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Books that were begun before commands were kept. */
@Tag("integration")
class OlderBooksTest {

  @Test
  void areReplayedFromWhatTheyWereWhenCommandsBeganToBeKept() throws SQLException {
    try (RecordedRun run = new RecordedRun(2)) {
      run.trade(90);
      run.grownOld();
      run.trade(90);
      Recording recording = run.recording();

      Parity parity = Parity.check(RecordedRun.MARKET, recording, at -> {});

      assertThat(recording.commands())
          .anyMatch(
              taken ->
                  taken.command() instanceof Command.Kept kept
                      && !kept.positions().isEmpty()
                      && !kept.orders().isEmpty());
      assertThat(parity.comparison().differences()).isEmpty();
      assertThat(parity.replayedEquity()).isEqualTo(parity.recordedEquity());
      AccountBooks large = Objects.requireNonNull(recording.accounts().get("parity.large"));
      assertThat(parity.comparison().trades()).isPositive();
      assertThat(parity.books(recording, "parity.large"))
          .hasValueSatisfying(
              books -> {
                assertThat(books.trades()).isEqualTo(large.trades());
                assertThat(books.income()).hasSameSizeAs(large.income());
              });
    }
  }
}
