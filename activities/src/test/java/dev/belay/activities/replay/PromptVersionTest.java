package dev.belay.activities.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.activities.portfolio.PromptLibrary;
import dev.belay.activities.portfolio.PromptPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptVersionTest {
  private static final List<String> SINGLE = List.of("single");
  private static final String BALANCED =
      PromptLibrary.shipped().now().version("balanced", "single");

  @TempDir private Path prompts;

  private PromptVersion version(String asked) {
    return PromptVersion.of(asked, "balanced", SINGLE, PromptLibrary.with(prompts));
  }

  private String meant(String asked) {
    PromptVersion found = version(asked);
    return found.parts().version(found.style(), "single");
  }

  private void ownPrompt() throws IOException {
    String text = PromptPart.named("balanced").orElseThrow().shippedText();
    Files.writeString(prompts.resolve("balanced.md"), "My own.\n" + text);
  }

  @Test
  void findsShippedOwnAndExactPrompts() throws IOException {
    ownPrompt();
    String own = PromptLibrary.with(prompts).now().version("balanced", "single");

    assertThat(own).startsWith("balanced/file-");
    assertThat(meant("v1")).isEqualTo(BALANCED);
    assertThat(meant("file")).isEqualTo(own);
    assertThat(meant("balanced")).isEqualTo(own);
    assertThat(meant("balanced/v1")).isEqualTo(BALANCED);
    assertThat(meant(BALANCED)).isEqualTo(BALANCED);
    assertThat(meant(own)).isEqualTo(own);
    assertThat(meant("conservative")).startsWith("conservative/v1-");
    assertThat(version("scalping/v1").style()).isEqualTo("scalping");
  }

  @Test
  void aVersionOfAnyVoiceIsTheVersionOfAll() {
    List<String> voices = List.of("bull", "bear", "risk");
    PromptLibrary home = PromptLibrary.with(prompts);
    String bear = home.now().version("balanced", "bear");

    assertThat(bear).isNotEqualTo(BALANCED);
    assertThat(PromptVersion.of(bear, "balanced", voices, home).style()).isEqualTo("balanced");
  }

  @Test
  void whatIsNotHereIsRefusedWithWhatIs() {
    for (String asked :
        List.of("file", "v2", "balanced/v1-00000000", "balanced/file-00000000", "calm/v1", "")) {
      assertThatThrownBy(() -> version(asked))
          .as(asked)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("was \"" + asked + "\"")
          .hasMessageContaining(BALANCED);
    }
    assertThatThrownBy(() -> version("conservativ"))
        .hasMessageContaining("did you mean \"conservative\"?");
  }
}
