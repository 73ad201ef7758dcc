package dev.belay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.app.base.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import picocli.CommandLine;

/** The files of a deployment say what the command line understands, and hold no secret. */
class DeploymentTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path DEPLOY = ROOT.resolve("deploy");
  private static final String KEYS = "BELAY_SIMULATOR_SECRET_FILE";
  private static final ObjectMapper MAPPER = Json.mapper();

  /**
   * A process of Belay in a file.
   *
   * @param probes the paths that are asked whether it lives, with their ports
   */
  private record Declared(
      String name, List<String> arguments, Set<String> variables, Set<String> probes) {}

  private static List<JsonNode> documents(Path file) {
    try {
      if (file.toString().endsWith(".json")) {
        return List.of(MAPPER.readTree(file.toFile()));
      }
      List<JsonNode> documents = new ArrayList<>();
      Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
      for (Object document : yaml.loadAll(Files.readString(file))) {
        documents.add(MAPPER.valueToTree(document));
      }
      return documents;
    } catch (IOException e) {
      throw new AssertionError("Expected to read " + file, e);
    }
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(DEPLOY)) {
      return Stream.concat(
              Stream.of(ROOT.resolve("docker-compose.yml")),
              all.filter(file -> !file.startsWith(DEPLOY.resolve("secrets")))
                  .filter(file -> file.toString().matches(".*\\.(ya?ml|json)")))
          .toList();
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(element.asText()));
    return texts;
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<Declared> inCompose() {
    JsonNode services = documents(ROOT.resolve("docker-compose.yml")).getFirst().path("services");
    List<Declared> found = new ArrayList<>();
    for (String name : names(services)) {
      JsonNode service = services.path(name);
      if (service.path("image").asText().equals("belay")) {
        List<String> probe = texts(service.path("healthcheck").path("test"));
        found.add(
            new Declared(
                name,
                texts(service.path("command")),
                names(service.path("environment")),
                Set.of(probe.get(2) + probe.get(3))));
      }
    }
    return found;
  }

  private static List<JsonNode> deployments() throws IOException {
    return files().stream()
        .flatMap(file -> documents(file).stream())
        .filter(document -> document.path("kind").asText().equals("Deployment"))
        .toList();
  }

  private static List<Declared> inKubernetes() throws IOException {
    List<Declared> found = new ArrayList<>();
    for (JsonNode deployment : deployments()) {
      JsonNode container = container(deployment);
      Set<String> variables = new TreeSet<>();
      container.path("env").forEach(variable -> variables.add(variable.path("name").asText()));
      String port = container.at("/ports/0/containerPort").asText();
      Set<String> probes = new TreeSet<>();
      for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
        JsonNode http = container.path(probe).path("httpGet");
        assertThat(http.path("port").asText()).isEqualTo(container.at("/ports/0/name").asText());
        probes.add(port + http.path("path").asText());
      }
      found.add(
          new Declared(
              deployment.at("/metadata/name").asText(),
              texts(container.path("args")),
              variables,
              probes));
    }
    return found;
  }

  private static JsonNode container(JsonNode deployment) {
    return deployment.at("/spec/template/spec/containers/0");
  }

  private static RunOptions understood(List<String> arguments) {
    List<RunOptions> runs = new ArrayList<>();
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    Console console = new Console(nowhere, nowhere, Map.of(), null);
    CommandLine line = Main.commands(console, () -> options -> 0);
    var parsed = line.parseArgs(arguments.toArray(String[]::new));
    RunCommand command = (RunCommand) parsed.subcommand().commandSpec().userObject();
    runs.add(command.options(Path.of("home")));
    return runs.getFirst();
  }

  @Test
  void everyFileIsOneThatParses() throws IOException {
    assertThat(files()).hasSizeGreaterThan(12).allSatisfy(file -> documents(file));
  }

  @Test
  void composeAndKubernetesRunTheSamePartsWithFlagsThatThereAre() throws IOException {
    Map<String, String> compose = check(inCompose());
    Map<String, String> kubernetes = check(inKubernetes());

    assertThat(kubernetes).isEqualTo(compose);
    assertThat(compose.keySet())
        .containsExactly("api", "simulator", "worker-flow", "worker-models", "worker-venue");
  }

  /** Returns each part's verb with its roles. */
  private static Map<String, String> check(List<Declared> parts) {
    Map<String, String> verbs = new TreeMap<>();
    Set<Role> roles = new TreeSet<>();
    for (Declared part : parts) {
      RunOptions options = understood(part.arguments());
      assertThat(options.part().listen()).as(part.name()).isEqualTo("0.0.0.0");
      Set<String> probes =
          switch (options.verb()) {
            case SIMULATOR -> Set.of("/fapi/v1/ping");
            case API, WORKER -> Set.of("/health/liveness", "/health/readiness");
            default -> throw new AssertionError("Expected a part, was " + options.verb());
          };
      assertThat(part.probes())
          .as(part.name())
          .allMatch(probe -> probes.contains(probe.substring(probe.indexOf('/'))))
          .allMatch(probe -> probe.startsWith(options.port() + "/"));
      boolean trades =
          options.verb() == RunOptions.Verb.SIMULATOR
              || options.part().roles().contains(Role.VENUE);
      assertThat(part.variables().contains(KEYS)).as("keys of " + part.name()).isEqualTo(trades);
      if (options.part().roles().contains(Role.VENUE)) {
        assertThat(options.part().roles()).as("roles beside the keys").containsExactly(Role.VENUE);
      }
      roles.addAll(options.part().roles());
      verbs.put(part.name(), options.verb() + " " + new TreeSet<>(options.part().roles()));
    }
    assertThat(roles)
        .containsAll(Set.of(Role.ORCHESTRATION, Role.MARKET_DATA, Role.VENUE, Role.MODELS));
    return verbs;
  }

  @Test
  void aFlagThatThereIsNotIsFound() {
    assertThatThrownBy(() -> understood(List.of("worker", "--rolls", "venue")))
        .hasMessageContaining("--rolls");
  }

  @Test
  void noSecretIsInAFile() throws IOException {
    for (Path file : files()) {
      for (String line : Files.readAllLines(file)) {
        assertThat(line)
            .as("%s", file)
            .doesNotContainPattern("://[^/@\\s:]+:[^/@\\s]+@")
            .doesNotContainPattern(
                "(TOKEN|SECRET|PASSWORD|PWD|_KEY)\"?: *[\"']?[A-Za-z0-9+=_-]{4,}")
            .doesNotContainPattern("(TOKEN|SECRET|PASSWORD|PWD|_KEY), *value:");
      }
    }
  }

  @Test
  void noContainerIsRootAndEachIsProbedAndBounded() throws IOException {
    assertThat(deployments()).hasSize(5);
    for (JsonNode deployment : deployments()) {
      String name = deployment.at("/metadata/name").asText();
      JsonNode pod = deployment.at("/spec/template/spec");
      JsonNode container = container(deployment);
      assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).as(name).isTrue();
      assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
          .as(name)
          .isFalse();
      assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
          .as(name)
          .isTrue();
      assertThat(container.at("/resources/requests/memory").asText()).as(name).isNotEmpty();
      assertThat(container.at("/resources/limits/memory").asText()).as(name).isNotEmpty();
      assertThat(deployment.at("/spec/selector/matchLabels"))
          .as(name)
          .allMatch(label -> label.asText().equals(name));
    }
    assertThat(Files.readString(DEPLOY.resolve("Dockerfile"))).contains("USER 10001");
  }

  @Test
  void whatAFileNamesIsThere() throws IOException {
    JsonNode kustomization = documents(DEPLOY.resolve("kustomization.yaml")).getFirst();
    for (String resource : texts(kustomization.path("resources"))) {
      assertThat(DEPLOY.resolve(resource)).exists();
    }
    for (String file : texts(kustomization.at("/configMapGenerator/0/files"))) {
      assertThat(DEPLOY.resolve(file)).exists();
    }
    JsonNode compose = documents(ROOT.resolve("docker-compose.yml")).getFirst();
    Set<String> made = new TreeSet<>();
    for (String line : Files.readAllLines(DEPLOY.resolve("secrets.sh"))) {
      if (line.startsWith("make ")) {
        made.add(line.split(" ", -1)[1]);
      }
    }
    assertThat(made).isEqualTo(names(compose.path("secrets")));
    for (JsonNode service : compose.path("services")) {
      for (String secret : texts(service.path("secrets"))) {
        assertThat(made).contains(secret);
      }
      for (String volume : texts(service.path("volumes"))) {
        if (volume.startsWith("./")) {
          assertThat(ROOT.resolve(volume.split(":", -1)[0])).exists();
        }
      }
    }
  }
}
