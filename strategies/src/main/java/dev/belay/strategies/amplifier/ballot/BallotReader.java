package dev.belay.strategies.amplifier.ballot;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.belay.domain.amplifier.Aggressiveness;
import dev.belay.domain.amplifier.Ballot;
import dev.belay.domain.amplifier.BallotBox.Reading;
import dev.belay.domain.amplifier.BallotRefusal;
import dev.belay.domain.amplifier.Stance;
import dev.belay.domain.amplifier.Voter;
import dev.belay.strategies.portfolio.Excerpt;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a ballot out of an answer, strictly: one JSON object with just the fields asked for. What
 * does not fit is refused with its reason; nothing is guessed, because a guess would be a vote.
 */
public final class BallotReader {
  private static final int MAX_LENGTH = 64 * 1024;
  private static final int MAX_REASONING = 2_000;
  private static final int MAX_WARNINGS = 10;
  private static final int MAX_WARNING = 300;

  private static final Set<String> FIELDS =
      Set.of("agent", "vote", "aggressiveness", "confidence", "reasoning", "warnings");

  /** Words in the name of a field that only a profile may set. */
  private static final List<String> OF_SIZE =
      List.of(
          "size",
          "leverage",
          "quantity",
          "amount",
          "notional",
          "position",
          "stop",
          "target",
          "profit",
          "price",
          "symbol",
          "factor",
          "risk",
          "profile",
          "allocation",
          "order");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private BallotReader() {}

  /**
   * @param voter who was asked
   */
  public static Reading read(Voter voter, String answer) {
    if (answer.length() > MAX_LENGTH) {
      return malformed(
          "Expected an answer of at most %d characters, was %d"
              .formatted(MAX_LENGTH, answer.length()));
    }
    String text = unwrapped(answer.strip());
    if (!text.startsWith("{")) {
      return malformed("Expected one JSON object and nothing else, was " + excerpt(text));
    }
    try {
      return read(voter, JSON.readTree(text));
    } catch (JsonProcessingException e) {
      return malformed(
          "Expected one JSON object and nothing else: " + excerpt(e.getOriginalMessage()));
    }
  }

  private static Reading read(Voter voter, JsonNode ballot) {
    Optional<Reading> wrong = fields(ballot).or(() -> agent(voter, ballot));
    if (wrong.isPresent()) {
      return wrong.get();
    }
    Optional<Stance> vote = Stance.parse(ballot.path("vote").asText());
    if (vote.isEmpty() || !ballot.path("vote").isTextual()) {
      return malformed("Expected vote of trade, hold or exit, was " + excerpt(ballot, "vote"));
    }
    Optional<Aggressiveness> boldness =
        Aggressiveness.parse(ballot.path("aggressiveness").asText());
    if (boldness.isEmpty() || !ballot.path("aggressiveness").isTextual()) {
      return malformed(
          "Expected aggressiveness of conservative, moderate or aggressive, was "
              + excerpt(ballot, "aggressiveness"));
    }
    Optional<BigDecimal> confidence = confidence(ballot.path("confidence"));
    if (confidence.isEmpty()) {
      return malformed(
          "Expected confidence as a number of 0 to 1, was " + excerpt(ballot, "confidence"));
    }
    JsonNode reasoning = ballot.path("reasoning");
    if (!reasoning.isTextual() || reasoning.asText().isBlank()) {
      return malformed("Expected reasoning as a text, was " + excerpt(ballot, "reasoning"));
    }
    Optional<List<String>> warnings = warnings(ballot.path("warnings"));
    return warnings.isEmpty()
        ? malformed(
            "Expected warnings as at most %d texts, was %s"
                .formatted(MAX_WARNINGS, excerpt(ballot, "warnings")))
        : new Reading.Valid(
            new Ballot(
                voter,
                vote.get(),
                boldness.get(),
                confidence.get(),
                Excerpt.of(reasoning.asText().strip(), MAX_REASONING),
                warnings.get()));
  }

  /** Nothing beside what was asked for. */
  private static Optional<Reading> fields(JsonNode ballot) {
    TreeSet<String> unknown = new TreeSet<>();
    for (Iterator<String> names = ballot.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!FIELDS.contains(name)) {
        unknown.add(name);
      }
    }
    for (String name : unknown) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (OF_SIZE.stream().anyMatch(lower::contains)) {
        return Optional.of(
            new Reading.Refused(
                BallotRefusal.SETS_SIZE,
                "Expected no field that sets what the profile sets, was " + excerpt(name)));
      }
    }
    return unknown.isEmpty()
        ? Optional.empty()
        : Optional.of(
            malformed(
                "Expected only %s, was also %s"
                    .formatted(new TreeSet<>(FIELDS), excerpt(unknown.toString()))));
  }

  private static Optional<Reading> agent(Voter voter, JsonNode ballot) {
    JsonNode agent = ballot.path("agent");
    return agent.isMissingNode() || agent.isNull() || agent.asText().equals(voter.toString())
        ? Optional.empty()
        : Optional.of(
            new Reading.Refused(
                BallotRefusal.AGENT_UNKNOWN,
                "Expected a ballot of %s, it says it is of %s"
                    .formatted(voter, excerpt(agent.toString()))));
  }

  private static Optional<BigDecimal> confidence(JsonNode value) {
    if (!value.isNumber()) {
      return Optional.empty();
    }
    BigDecimal number = value.decimalValue();
    return number.signum() < 0 || number.compareTo(BigDecimal.ONE) > 0 || number.scale() > 12
        ? Optional.empty()
        : Optional.of(number);
  }

  /** Left out they are none. */
  private static Optional<List<String>> warnings(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return Optional.of(List.of());
    }
    if (!value.isArray() || value.size() > MAX_WARNINGS) {
      return Optional.empty();
    }
    List<String> warnings = new ArrayList<>();
    for (JsonNode warning : value) {
      if (!warning.isTextual()) {
        return Optional.empty();
      }
      if (!warning.asText().isBlank()) {
        warnings.add(Excerpt.of(warning.asText().strip(), MAX_WARNING));
      }
    }
    return Optional.of(warnings);
  }

  /** Without the thinking before it and without the fence around it. */
  private static String unwrapped(String answer) {
    int thought = answer.startsWith("<think>") ? answer.indexOf("</think>") : -1;
    String text = thought < 0 ? answer : answer.substring(thought + "</think>".length()).strip();
    if (!text.startsWith("```") || !text.endsWith("```") || text.length() < 6) {
      return text;
    }
    int line = text.indexOf('\n');
    return line < 0
        ? text
        : text.substring(line + 1, Math.max(line + 1, text.length() - 3)).strip();
  }

  private static Reading malformed(String detail) {
    return new Reading.Refused(BallotRefusal.MALFORMED, detail);
  }

  private static String excerpt(JsonNode ballot, String field) {
    return ballot.has(field) ? excerpt(ballot.get(field).toString()) : "missing";
  }

  private static String excerpt(String text) {
    String line = Excerpt.of(text, 120).replaceAll("\\s+", " ");
    return "\"" + line + (text.length() > 120 ? "...\"" : "\"");
  }
}
