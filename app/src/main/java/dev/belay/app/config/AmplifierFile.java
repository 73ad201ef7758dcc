package dev.belay.app.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.activities.amplifier.EvidenceSettings;
import dev.belay.app.base.PrivateFiles;
import dev.belay.domain.amplifier.DeskLimits;
import dev.belay.domain.amplifier.DeskSpec;
import dev.belay.domain.amplifier.DeskSpec.Seat;
import dev.belay.domain.amplifier.VoteRules;
import dev.belay.domain.amplifier.Voter;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.strategies.amplifier.AmplifierSettings;
import dev.belay.strategies.amplifier.Limits;
import dev.belay.strategies.amplifier.Profile;
import dev.belay.workflows.wire.BelayDataConverter;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The file a desk of the amplifier is configured by; what it leaves out is as shipped. */
public final class AmplifierFile {
  private static final String SHIPPED = "/config/amplifier.yaml";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9._-]{0,63}");
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z])[A-Z](?=[a-z])");
  private static final String VOTES = "votes";
  private static final String SOURCES = "sources";

  /** Keys that are no number of the strategy. */
  private static final Set<String> DESK =
      new TreeSet<>(Set.of("name", "daily_budget_usd", "days_before_live", "models", "voters"));

  private static final ObjectMapper MAPPER =
      BelayDataConverter.mapper()
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true));

  private AmplifierFile() {}

  /**
   * A desk as configured.
   *
   * @param settings every number of its strategy
   * @param sources what is asked outside, where prices are an exchange's
   * @param daysBeforeLive for which it has to have traded before it does so with real money
   */
  public record Configured(
      DeskSpec desk, AmplifierSettings settings, EvidenceSettings sources, int daysBeforeLive) {}

  /** The desk that comes with Belay, whose voters ask three different models. */
  public static Configured shipped() {
    return parse(shippedText(), "shipped with Belay");
  }

  public static String shippedText() {
    try (InputStream in = AmplifierFile.class.getResourceAsStream(SHIPPED)) {
      if (in == null) {
        throw new IllegalStateException("Expected " + SHIPPED + " on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw PrivateFiles.explain("read", Path.of(SHIPPED), e);
    }
  }

  /**
   * Reads a file.
   *
   * @throws dev.belay.app.base.OperatorException naming all problems, if there is one
   */
  public static Configured read(Path file) {
    return parse(PrivateFiles.read(file), file.toString());
  }

  /**
   * Reads the text of a file.
   *
   * @param source for messages
   * @throws dev.belay.app.base.OperatorException naming all problems, if there is one
   */
  public static Configured parse(String text, String source) {
    Problems problems = new Problems();
    Configured configured = read(text, problems);
    if (configured == null || !problems.none()) {
      throw problems.toException(source);
    }
    return configured;
  }

  private static @Nullable Configured read(String text, Problems problems) {
    if (!(compose(text, problems) instanceof MappingNode root)) {
      problems.add("expected keys with values at the top of the file");
      return null;
    }
    ObjectNode standard = MAPPER.valueToTree(AmplifierSettings.standard());
    ObjectNode votes = MAPPER.valueToTree(VoteRules.DEFAULT);
    ObjectNode all = standard.deepCopy();
    all.set(VOTES, votes);
    all.set(SOURCES, MAPPER.valueToTree(SourcesSection.SHIPPED));
    JsonNode laid = new Overlay(problems).over("", all, part(root, key -> !DESK.contains(key)));
    FileSection desk = new FileSection("", part(root, DESK::contains), problems);
    String name =
        desk.valueOr(
            "name",
            "lower-case letters, digits and hyphens, at most 31",
            "amplifier",
            given -> matching(given, NAME));
    BigDecimal budget = desk.number("daily_budget_usd", "0", "100000", BigDecimal.valueOf(5));
    int daysBeforeLive =
        desk.number("days_before_live", "7", "365", BigDecimal.valueOf(14)).intValue();
    List<ModelSpec> models = new ModelReader().read(desk);
    List<Seat> voters = voters(desk, models, problems);
    desk.finish();
    if (!problems.none()) {
      return null;
    }
    try {
      ObjectNode numbers = laid.deepCopy();
      VoteRules rules = MAPPER.treeToValue(numbers.remove(VOTES), VoteRules.class);
      EvidenceSettings sources =
          MAPPER.treeToValue(numbers.remove(SOURCES), SourcesSection.class).settings();
      AmplifierSettings settings = MAPPER.treeToValue(numbers, AmplifierSettings.class);
      settings.problems().forEach(problem -> problems.add(spelled(problem)));
      if (!problems.none()) {
        return null;
      }
      return new Configured(
          new DeskSpec(
              name,
              settings.capital(),
              Usdt.of(budget),
              models,
              voters,
              rules,
              limits(settings.limits()),
              settings.profiles().stream().map(Profile::name).toList(),
              settings.profile()),
          settings,
          sources,
          daysBeforeLive);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      Throwable cause = e.getCause() instanceof IllegalArgumentException inner ? inner : e;
      problems.add(String.valueOf(cause.getMessage()).lines().findFirst().orElse(""));
      return null;
    }
  }

  /** Keys as the file has them. */
  private static String spelled(String problem) {
    return HUMP.matcher(problem).replaceAll(hump -> "_" + hump.group().toLowerCase(Locale.ROOT));
  }

  private static List<Seat> voters(FileSection desk, List<ModelSpec> models, Problems problems) {
    List<Seat> seats = new ArrayList<>();
    List<String> known = models.stream().map(ModelSpec::id).toList();
    desk.section("voters")
        .ifPresentOrElse(
            section -> {
              for (Voter voter : Voter.values()) {
                String model =
                    section.value(
                        voter.toString(),
                        "the id of one of the models " + String.join(", ", known),
                        "",
                        given -> {
                          if (!known.contains(matching(given, ID))) {
                            throw new IllegalArgumentException();
                          }
                          return given;
                        });
                seats.add(new Seat(voter, model));
              }
              section.finish();
            },
            () ->
                problems.add(
                    "voters: missing; expected a model for each of "
                        + Arrays.toString(Voter.values())));
    return seats;
  }

  private static String matching(String text, Pattern form) {
    if (!form.matcher(text).matches()) {
      throw new IllegalArgumentException();
    }
    return text;
  }

  /** What no decision gets past is what holds for every profile. */
  private static DeskLimits limits(Limits limits) {
    return new DeskLimits(
        limits.dailyLossPct(),
        limits.drawdownPct(),
        limits.coolOff(),
        limits.cashReservePct(),
        limits.positions(),
        limits.positionPct(),
        limits.notionalPct());
  }

  private interface Chosen {
    boolean has(String key);
  }

  /** The file with some of its keys. */
  private static MappingNode part(MappingNode root, Chosen chosen) {
    List<NodeTuple> tuples =
        root.getValue().stream()
            .filter(
                tuple ->
                    chosen.has(
                        tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : ""))
            .toList();
    return new MappingNode(
        root.getTag(),
        true,
        tuples,
        root.getStartMark(),
        root.getEndMark(),
        DumperOptions.FlowStyle.BLOCK);
  }

  private static @Nullable Node compose(String text, Problems problems) {
    try {
      return new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
    } catch (MarkedYAMLException e) {
      problems.add(
          "line %s: not YAML: %s"
              .formatted(
                  e.getProblemMark() == null ? "?" : e.getProblemMark().getLine() + 1,
                  String.valueOf(e.getProblem())));
    } catch (YAMLException e) {
      problems.add("not YAML: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
    return null;
  }
}
