package dev.belay.app.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {
  @TempDir Path folder;

  @Test
  void isOfTheVariableOrOfTheFileThatItsSisterNames() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "hunter2\n");

    assertThat(Secret.of("TOKEN", Map.of())).isEmpty();
    assertThat(Secret.of("TOKEN", Map.of("TOKEN", "hunter2"))).contains("hunter2");
    assertThat(Secret.of("TOKEN", Map.of("TOKEN_FILE", file.toString()))).contains("hunter2");
  }

  @Test
  void isRefusedWhereItIsNotClearOrNotThere() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty"), "\n");

    assertThatThrownBy(() -> Secret.of("TOKEN", Map.of("TOKEN", "hunter2", "TOKEN_FILE", "f")))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("both are set")
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> Secret.of("TOKEN", Map.of("TOKEN_FILE", empty.toString())))
        .hasMessageContaining("is empty");
    assertThatThrownBy(
            () -> Secret.of("TOKEN", Map.of("TOKEN_FILE", folder.resolve("none").toString())))
        .hasMessageContaining("TOKEN_FILE")
        .hasMessageContaining("NoSuchFileException");
  }
}
