package dev.belay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.domain.market.Symbol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CandleDirectoryTest {
  private static final String MINUTES =
      "open_time_ms,open,high,low,close,volume\n0,10,12,9,11,5\n60000,11,12,10,11,5\n";

  @TempDir Path folder;

  private void assertRefused(String message) {
    assertThatThrownBy(() -> CandleDirectory.load(folder))
        .isInstanceOf(CandleFileException.class)
        .hasMessageContaining(message);
  }

  @Test
  void loadsInOrderOfSymbolAndPassesOtherFilesOver() throws IOException {
    Files.writeString(folder.resolve("ETHUSDT.csv"), MINUTES);
    Files.writeString(folder.resolve("BTCUSDT-PERP.csv"), MINUTES);
    Files.writeString(folder.resolve("README.md"), "Minutes");
    CandleDirectory data = CandleDirectory.load(folder);
    assertThat(data.series().keySet()).containsExactly(Symbol.of("BTCUSDT"), Symbol.of("ETHUSDT"));
    assertThat(data.from()).isZero();
    assertThat(data.to()).isEqualTo(120_000);
  }

  @Test
  void refusesAFolderThatIsMissing() {
    Path missing = folder.resolve("nowhere");
    assertThatThrownBy(() -> CandleDirectory.load(missing))
        .isInstanceOf(CandleFileException.class)
        .hasMessage(
            missing + ": folder was \"missing\", expected a folder of candle files SYMBOL.csv.gz");
  }

  @Test
  void refusesAFolderWithoutCandleFiles() {
    assertRefused("folder was \"without candle files\"");
  }

  @Test
  void refusesAFileWithoutASymbol() throws IOException {
    Files.writeString(folder.resolve("btc_usdt.csv"), MINUTES);
    assertRefused("such as BTCUSDT.csv.gz");
  }

  @Test
  void refusesTwoFilesOfOneSymbol() throws IOException {
    Files.writeString(folder.resolve("BTCUSDT.csv"), MINUTES);
    Files.writeString(folder.resolve("BTCUSDT-PERP.csv"), MINUTES);
    assertRefused("one file a symbol");
  }

  @Test
  void refusesTwoIntervals() throws IOException {
    Files.writeString(folder.resolve("BTCUSDT.csv"), MINUTES);
    Files.writeString(folder.resolve("ETHUSDT.csv"), MINUTES.replace("60000", "300000"));
    assertRefused("expected 1m as in the file of BTCUSDT");
  }
}
