package dev.belay.app.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskBrakeTest {
  private static final long MEBIBYTE = 1L << 20;

  private final List<String> told = new ArrayList<>();
  private Optional<Long> free = Optional.of(10_000 * MEBIBYTE);
  private boolean ledgerAway;

  private final DiskBrake brake =
      new DiskBrake(
          Path.of("/home/belay"),
          () -> free,
          new DiskBrake.Entries() {
            @Override
            public void refuse(String why) {
              tell(why);
            }

            @Override
            public void admit() {
              tell("admit");
            }
          });

  private void tell(String what) {
    if (ledgerAway) {
      throw new IllegalStateException("gone");
    }
    told.add(what);
  }

  private DiskLevel look(long mebibytes) {
    free = Optional.of(mebibytes * MEBIBYTE);
    brake.look();
    return brake.last().level();
  }

  @Test
  void entriesAreRefusedOnceAndAdmittedWhenThereIsClearlyRoom() {
    assertThat(look(3000)).isEqualTo(DiskLevel.ROOM);
    assertThat(look(1500)).isEqualTo(DiskLevel.LOW);
    assertThat(told).isEmpty();

    assertThat(look(499)).isEqualTo(DiskLevel.NO_ENTRIES);
    assertThat(look(450)).isEqualTo(DiskLevel.NO_ENTRIES);
    assertThat(look(599)).isEqualTo(DiskLevel.NO_ENTRIES);
    assertThat(told).singleElement().asString().contains("/home/belay", "499 MiB", "600 MiB");

    assertThat(look(600)).isEqualTo(DiskLevel.LOW);
    assertThat(look(501)).isEqualTo(DiskLevel.LOW);
    assertThat(told).hasSize(2).last().isEqualTo("admit");
  }

  @Test
  void whatTheLedgerDidNotTakeIsToldAgain() {
    ledgerAway = true;
    assertThat(look(400)).isEqualTo(DiskLevel.NO_ENTRIES);
    ledgerAway = false;
    look(400);
    look(400);
    assertThat(told).hasSize(1);
  }

  @Test
  void aSystemThatDoesNotTellChangesNothing() {
    look(400);
    free = Optional.empty();
    brake.look();
    assertThat(brake.last().level()).isEqualTo(DiskLevel.NO_ENTRIES);
    assertThat(brake.last().detail()).contains("unknown");
    assertThat(told).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "ROOM, 2048, ROOM",
    "ROOM, 2047, LOW",
    "LOW, 2147, LOW",
    "LOW, 2148, ROOM",
    "LOW, 500, LOW",
    "LOW, 499, NO_ENTRIES",
    "NO_ENTRIES, 599, NO_ENTRIES",
    "NO_ENTRIES, 600, LOW",
    "NO_ENTRIES, 5000, ROOM",
    "ROOM, 0, NO_ENTRIES"
  })
  void aLevelIsGivenUpOnlyWithClearlyMoreRoom(DiskLevel before, long mebibytes, DiskLevel then) {
    assertThat(before.now(mebibytes * MEBIBYTE)).isEqualTo(then);
  }
}
