package dev.belay.domain.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GlossaryTest {
  private static final Path GLOSSARY = Path.of("../docs/glossary.md");
  private static final Pattern ROW = Pattern.compile("^\\| `([A-Z_]+)` \\| (.+) \\|$");

  @Test
  void theTableOfRefusalsNamesEveryCodeWithItsMeaning() throws IOException {
    List<String> rows =
        Files.readAllLines(GLOSSARY).stream().filter(line -> ROW.matcher(line).matches()).toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(RefusalCode.values())
                .map(code -> "| `%s` | %s |".formatted(code, code.meaning()))
                .toList());
  }
}
