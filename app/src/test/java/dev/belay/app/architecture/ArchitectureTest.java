package dev.belay.app.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.belay.app.architecture.bad.Guess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
  private static final int LONGEST_WORKFLOW = 250;
  private static final JavaClasses BELAY =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.belay");

  static Stream<String> modules() {
    return Rules.ARROWS.keySet().stream().sorted();
  }

  static Stream<String> pureModules() {
    return Rules.LIBRARIES.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleKnowsOnlyThoseItsArrowsName(String module) {
    Rules.arrows(module).check(BELAY);
  }

  @ParameterizedTest
  @MethodSource("pureModules")
  void aPureModuleUsesFewLibraries(String module) {
    Rules.libraries(module).check(BELAY);
  }

  @ParameterizedTest
  @MethodSource("pureModules")
  void aPureModuleAnswersTheSameEveryTime(String module) {
    Rules.repeatable(module).check(BELAY);
  }

  @Test
  void theApiSpeaksToWorkflowsThroughTheirContracts() {
    noClasses()
        .that()
        .resideInAPackage("dev.belay.api..")
        .should()
        .dependOnClassesThat()
        .haveSimpleNameEndingWith("WorkflowImpl")
        .check(BELAY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "domain",
        "engine",
        "strategies",
        "workflows",
        "ledger",
        "activities",
        "simulator"
      })
  void packagesOfAModuleFormNoCycle(String module) {
    slices().matching("dev.belay." + module + ".(*)..").should().beFreeOfCycles().check(BELAY);
  }

  @Test
  void theRulesCanFail() {
    JavaClasses bad = new ClassFileImporter().importClasses(Guess.class);

    assertThatThrownBy(() -> Rules.repeatable("app").check(bad))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Instant.now")
        .hasMessageContaining("java.util.Random");
    assertThatThrownBy(() -> Rules.arrows("app").check(bad))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("dev.belay.domain");
    assertThatThrownBy(() -> Rules.libraries("app").check(bad))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("java.util.Random");
  }

  @Test
  void aWorkflowReadsAsProse() throws IOException {
    for (Path file : sources("WorkflowImpl.java")) {
      assertThat(Files.readAllLines(file))
          .as("lines of %s", file)
          .hasSizeLessThan(LONGEST_WORKFLOW);
    }
  }

  @Test
  void everyPackageSaysWhatItIsAndKnowsNoNull() throws IOException {
    for (Path file : sources(".java")) {
      Path note = file.resolveSibling("package-info.java");
      assertThat(note).exists().content().startsWith("/**").contains("@NullMarked");
    }
  }

  private static List<Path> sources(String ending) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."), 12)) {
      List<Path> found =
          files
              .filter(file -> file.toString().contains("/src/main/java/"))
              .filter(file -> file.toString().endsWith(ending))
              .toList();
      assertThat(found).isNotEmpty();
      return found;
    }
  }
}
