package dev.belay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DailyFileTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("fear_greed.csv"), text);
  }

  @Test
  void knowsADayWhenItIsOver() throws IOException {
    DailyFile daily =
        DailyFile.read(file("date_utc,value,classification\n2021-01-01,30,Fear\n2021-01-02,80,\n"));

    assertThat(daily.knownOn(LocalDate.parse("2021-01-01"), 3)).isNull();
    assertThat(daily.knownOn(LocalDate.parse("2021-01-02"), 3)).isEqualTo(30);
    assertThat(daily.knownOn(LocalDate.parse("2021-01-05"), 3)).isEqualTo(80);
    assertThat(daily.knownOn(LocalDate.parse("2021-01-06"), 3)).isNull();
  }

  @Test
  void refusesWhatCanNotBeRight() throws IOException {
    Path twice = file("date,value\n2021-01-01,1\n2021-01-01,2\n");
    assertThatThrownBy(() -> DailyFile.read(twice))
        .isInstanceOf(BadCandleFile.class)
        .hasMessageContaining("line 3");
    Path text = file("date,value\n2021-01-01,high\n");
    assertThatThrownBy(() -> DailyFile.read(text)).isInstanceOf(BadCandleFile.class);
    Path other = file("time,value\n");
    assertThatThrownBy(() -> DailyFile.read(other))
        .isInstanceOf(BadCandleFile.class)
        .hasMessageContaining("header");
  }
}
