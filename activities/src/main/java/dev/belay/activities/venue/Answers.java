package dev.belay.activities.venue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Tells from status, headers and body what an answer means. */
final class Answers {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int BANNED = 418;
  private static final Duration LONGEST_BAN = Duration.ofDays(3);

  /** Exact decimals, no NaN, no repeated keys, no bottomless nesting, nothing after the end. */
  static final JsonMapper STRICT =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(32)
                          .maxNumberLength(100)
                          .maxStringLength(1_000_000)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .build();

  private Answers() {}

  /**
   * The body of a success.
   *
   * @throws VenueException in the variant that says what the answer proves
   */
  static Fields read(String call, HttpResponse<byte[]> response) {
    return read(call, response.statusCode(), response.headers(), response.body());
  }

  /** The same of an answer that another client had. */
  static Fields read(String call, int http, HttpHeaders headers, byte[] body) {
    if (http >= 200 && http < 300) {
      return Fields.of(parse(call, body), call);
    }
    Optional<Problem> problem = Problem.of(body);
    String detail = problem.map(Problem::message).orElse("no readable reason");
    int code = problem.map(Problem::code).orElse(0);
    if (http == TOO_MANY_REQUESTS || http == BANNED || code == -1003) {
      throw new VenueException.RateLimited(call, retryAfter(http, headers), detail, http);
    }
    if (provenRefusal(http, code, detail)) {
      throw new VenueException.Refused(call, code, detail, http);
    }
    throw new VenueException.Unknown(
        "%s: outcome unknown after HTTP %d (%d): %s".formatted(call, http, code, detail));
  }

  private static boolean provenRefusal(int http, int code, String detail) {
    return switch (code) {
      // Unknown error, disconnected, unexpected response, timeout: the venue itself does not know.
      case -1000, -1001, -1006, -1007 -> http == 503 && internalError(detail);
      case -1008 -> true;
      case 0 -> http == 404 || http == 405 || (http == 503 && unavailable(detail));
      default -> (http >= 400 && http < 500 && http != 408) || (http == 503 && unavailable(detail));
    };
  }

  private static boolean unavailable(String detail) {
    return detail.startsWith("Service Unavailable") || internalError(detail);
  }

  private static boolean internalError(String detail) {
    return detail.startsWith("Internal error; unable to process your request");
  }

  private static JsonNode parse(String call, byte[] body) {
    try {
      JsonNode node = STRICT.readTree(body);
      if (node == null || node.isMissingNode()) {
        throw new VenueException.Unknown(call + ": the answer was empty");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new VenueException.Unknown(
          "%s: the answer is no JSON: %s".formatted(call, Plain.text(e.getOriginalMessage(), 200)));
    } catch (IOException e) {
      throw new VenueException.Unknown(call + ": the answer could not be read", e);
    }
  }

  private static Duration retryAfter(int http, HttpHeaders headers) {
    Duration fallback = Duration.ofSeconds(http == BANNED ? 120 : 1);
    return headers
        .firstValue("retry-after")
        .filter(text -> text.matches("\\d{1,7}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
        .map(wait -> wait.compareTo(LONGEST_BAN) > 0 ? LONGEST_BAN : wait)
        .orElse(fallback);
  }

  /** The venue's own words on what was wrong. */
  private record Problem(int code, String message) {
    static Optional<Problem> of(byte[] body) {
      try {
        JsonNode node = STRICT.readTree(body);
        JsonNode code = node == null ? null : node.get("code");
        JsonNode message = node == null ? null : node.get("msg");
        if (message == null || !message.isTextual()) {
          return Optional.empty();
        }
        int number =
            code != null && code.isIntegralNumber() && code.canConvertToInt() ? code.intValue() : 0;
        return Optional.of(new Problem(number, Plain.text(message.textValue(), 200)));
      } catch (IOException e) {
        String text = Plain.text(new String(body, StandardCharsets.UTF_8), 200);
        return text.startsWith("Service Unavailable")
            ? Optional.of(new Problem(0, text))
            : Optional.empty();
      }
    }
  }
}
