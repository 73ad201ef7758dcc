package dev.belay.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.market.Symbol;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An import in a process of its own, which dies in the middle. */
@Tag("crash")
class KilledImportTest {
  private static final int FILES = 40;
  private static final int CANDLES = 500;

  @TempDir private Path folder;
  private Path files;

  /** Imports, says a line for each file that is prepared, and stays at the one it is told. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) {
      AtomicInteger prepared = new AtomicInteger();
      int last = Integer.parseInt(args[2]);
      CandleImport.Report report =
          new CandleImport(CandleStore.create(Path.of(args[1])), false)
              .run(
                  CandleFiles.of(Path.of(args[0])),
                  2,
                  () -> false,
                  candles -> {
                    System.out.println(candles);
                    prepared.incrementAndGet();
                    while (prepared.get() >= last) {
                      LockSupport.park();
                    }
                  });
      System.out.println("done " + report.problems().size());
    }
  }

  @BeforeEach
  void make() throws IOException {
    files = Files.createDirectories(folder.resolve("files"));
    for (int i = 0; i < FILES; i++) {
      Symbol symbol = Symbol.of("S" + i + "USDT");
      Tables.write(files, symbol + ".csv.gz", Tables.csv(Tables.hours(symbol, i, CANDLES)));
    }
  }

  private Path store() {
    return folder.resolve("store");
  }

  /** With one more than all it dies while it puts them in place, or just before or after. */
  private void startAndKill(int last) throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Child.class.getName(),
                files.toString(),
                store().toString(),
                "" + last)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      for (int i = 0; i < Math.min(last, FILES); i++) {
        assertThat(out.readLine()).isNotNull();
      }
      child.destroyForcibly().waitFor();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 17, FILES, FILES + 1})
  void goesOnWhereItWasKilledAndEndsAsIfUndisturbed(int prepared) throws Exception {
    startAndKill(prepared);

    // Whatever is in the store is whole, and nothing is before all are prepared.
    CandleStore store = CandleStore.create(store());
    assertThat(store.all()).allSatisfy(StoredCandles::verify);
    if (prepared <= FILES) {
      assertThat(store.contents()).isEmpty();
    }

    CandleImport.Report rest =
        new CandleImport(store, false).run(CandleFiles.of(files), 2, () -> false, candles -> {});

    assertThat(rest.problems()).isEmpty();
    assertThat(rest.files().stream().filter(file -> file.read() > 0).count())
        .isLessThanOrEqualTo(Math.max(0, FILES - prepared));
    List<StoredCandles> all = store.all();
    assertThat(all).hasSize(FILES).allSatisfy(StoredCandles::verify);
    for (StoredCandles one : all) {
      int first = Integer.parseInt(one.symbol().base().substring(1));
      assertThat(one.digest()).isEqualTo(Tables.hours(one.symbol(), first, CANDLES).digest());
    }
    assertThat(store().resolve(".import")).doesNotExist();
  }

  @Test
  void killedAgainAndAgainItComesToTheEnd() throws Exception {
    for (int prepared = 3; prepared < FILES; prepared += 12) {
      startAndKill(prepared);
    }

    CandleStore store = CandleStore.create(store());
    new CandleImport(store, false).run(CandleFiles.of(files), 2, () -> false, candles -> {});

    assertThat(store.contents()).hasSize(FILES);
  }
}
