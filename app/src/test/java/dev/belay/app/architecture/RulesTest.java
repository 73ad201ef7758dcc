package dev.belay.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of rules and of defects name tests that are there. */
class RulesTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern NAMED = Pattern.compile("`(\\w+Test)#(\\w+)`");
  private static final Pattern ROW = Pattern.compile("^\\| .+ \\|$");

  @Test
  void everyRuleNamesTestsThatAreThere() throws IOException {
    List<String> rules = rules();
    assertThat(rules).hasSizeGreaterThan(50).allMatch(row -> NAMED.matcher(row).find());

    Map<String, String> tests = tests();
    for (String rule : rules) {
      Matcher named = NAMED.matcher(rule);
      while (named.find()) {
        assertThat(tests.getOrDefault(named.group(1), ""))
            .as(named.group())
            .containsPattern(
                "@(Test|Property|ParameterizedTest)[^{}]*(\\{[^{}]*\\}[^{}]*)?void "
                    + named.group(2)
                    + "\\(");
      }
    }
  }

  @Test
  void everyDefectCanStillBePlantedAndIsInTheTable() throws IOException {
    String table = Files.readString(ROOT.resolve("docs/rules.md"));
    try (Stream<Path> files = Files.list(ROOT.resolve("testing/defects"))) {
      List<Path> defects = files.filter(file -> file.toString().endsWith(".defect")).toList();
      assertThat(defects).hasSizeGreaterThanOrEqualTo(12);
      for (Path defect : defects) {
        String[] parts = Files.readString(defect).split("--- (find|put)\n");
        Map<String, String> head = new TreeMap<>();
        parts[0].lines().forEach(line -> head.put(line.split(": ")[0], line.split(": ", 2)[1]));

        assertThat(table)
            .as(defect.toString())
            .contains("| %s |".formatted(head.get("defect")))
            .contains("`%s`".formatted(head.get("test")));
        assertThat(Files.readString(ROOT.resolve(head.get("file"))))
            .as(defect.toString())
            .containsOnlyOnce(parts[1].stripTrailing());
      }
    }
  }

  private static List<String> rules() throws IOException {
    List<String> rows = new ArrayList<>();
    for (String line : Files.readAllLines(ROOT.resolve("docs/rules.md"))) {
      boolean head = line.startsWith("| rule |") || line.startsWith("| defect |");
      if (ROW.matcher(line).matches() && !head) {
        rows.add(line);
      }
    }
    return rows;
  }

  /** Sources of the tests by the name of their class. */
  private static Map<String, String> tests() throws IOException {
    Map<String, String> tests = new TreeMap<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path module : modules.filter(m -> Files.isDirectory(m.resolve("src/test"))).toList()) {
        try (Stream<Path> files = Files.walk(module.resolve("src/test"))) {
          for (Path file : files.filter(f -> f.toString().endsWith("Test.java")).toList()) {
            String name = file.getFileName().toString().replace(".java", "");
            tests.merge(name, Files.readString(file), String::concat);
          }
        }
      }
    }
    return tests;
  }
}
