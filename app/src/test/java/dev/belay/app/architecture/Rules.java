package dev.belay.app.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The rules, apart from the classes they are held against. */
final class Rules {
  /** Of each module, the modules it may know; arrows are transitive. */
  static final Map<String, List<String>> ARROWS =
      Map.of(
          "domain", List.of(),
          "engine", List.of("domain"),
          "strategies", List.of("domain"),
          "workflows", List.of("domain", "strategies"),
          "ledger", List.of("domain"),
          "data", List.of("domain"),
          "activities", List.of("domain", "strategies", "workflows", "engine", "ledger", "data"),
          "simulator", List.of("domain", "engine", "data"),
          "api", List.of("domain", "engine", "strategies", "workflows", "ledger"));

  private static final List<String> VALUES =
      List.of("java..", "org.jspecify..", "com.fasterxml.jackson.annotation..");

  /** Of each pure module, the packages of others that it may use. */
  static final Map<String, List<String>> LIBRARIES =
      Map.of(
          "domain",
          VALUES,
          "engine",
          VALUES,
          "strategies",
          with(VALUES, "com.fasterxml.jackson..", "org.ta4j.."),
          "workflows",
          with(VALUES, "com.fasterxml.jackson..", "io.temporal..", "org.slf4j.."));

  private Rules() {}

  static ArchRule arrows(String module) {
    List<String> strange = new ArrayList<>();
    for (String other : with(List.copyOf(ARROWS.keySet()), "app")) {
      if (!other.equals(module) && !ARROWS.getOrDefault(module, List.of()).contains(other)) {
        strange.add(packages(other));
      }
    }
    return noClasses()
        .that()
        .resideInAPackage(packages(module))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(strange.toArray(String[]::new));
  }

  static ArchRule libraries(String module) {
    List<String> allowed = with(LIBRARIES.getOrDefault(module, List.of()), "dev.belay..");
    return classes()
        .that()
        .resideInAPackage(packages(module))
        .should()
        .onlyDependOnClassesThat(
            DescribedPredicate.or(
                resideInAnyPackage(allowed),
                DescribedPredicate.describe("primitive", JavaClass::isPrimitive),
                DescribedPredicate.describe(
                    "an array of primitives",
                    type -> type.isArray() && type.getBaseComponentType().isPrimitive())));
  }

  private static DescribedPredicate<JavaClass> resideInAnyPackage(List<String> packages) {
    return DescribedPredicate.describe(
        "of " + packages,
        type ->
            packages.stream()
                .anyMatch(name -> resideInAPackage(name).test(type.getBaseComponentType())));
  }

  /** No clock, chance, environment, thread or order that differs between two runs. */
  static ArchRule repeatable(String module) {
    return noClasses()
        .that()
        .resideInAPackage(packages(module))
        .should()
        .callMethodWhere(DescribedPredicate.describe("the answer may differ", Rules::differs))
        .orShould()
        .callConstructorWhere(DescribedPredicate.describe("the seed is not given", Rules::unseeded))
        .orShould()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "bring threads",
                type ->
                    type.isEquivalentTo(Thread.class)
                        || type.isEquivalentTo(CompletableFuture.class)
                        || type.isEquivalentTo(ConcurrentHashMap.class)));
  }

  private static boolean differs(JavaCall<?> call) {
    String owner = call.getTargetOwner().getName();
    String method = call.getTarget().getName();
    boolean bare = call.getTarget().getRawParameterTypes().isEmpty();
    return switch (method) {
      case "now" -> owner.startsWith("java.time.");
      case "currentTimeMillis", "nanoTime", "getenv", "getProperty" ->
          owner.equals("java.lang.System");
      case "randomUUID" -> owner.equals("java.util.UUID");
      case "random" -> owner.equals("java.lang.Math");
      case "parallelStream", "parallel" -> owner.startsWith("java.util.");
      case "toSet" -> owner.equals("java.util.stream.Collectors");
      case "toMap" ->
          owner.equals("java.util.stream.Collectors")
              && call.getTarget().getRawParameterTypes().size() < 4;
      case "systemUTC", "systemDefaultZone", "system" -> owner.startsWith("java.time.") && bare;
      default -> false;
    };
  }

  private static boolean unseeded(JavaConstructorCall call) {
    return call.getTargetOwner().getName().equals("java.util.Random")
        && call.getTarget().getRawParameterTypes().isEmpty();
  }

  static String packages(String module) {
    return "dev.belay." + module + "..";
  }

  private static List<String> with(List<String> some, String... more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(List.of(more));
    return all;
  }
}
