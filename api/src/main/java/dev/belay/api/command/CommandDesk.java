package dev.belay.api.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.PropertyBindingException;
import dev.belay.api.ApiJson;
import dev.belay.api.ApiSettings;
import dev.belay.api.problem.Problem;
import dev.belay.api.problem.ProblemException;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes commands in: reads the body, carries out once per key, writes the answer. */
@Singleton
public final class CommandDesk {
  /** The header that names a request. */
  public static final String KEY = "Idempotency-Key";

  private final Idempotency idempotency;
  private final ApiSettings settings;

  CommandDesk(Idempotency idempotency, ApiSettings settings) {
    this.idempotency = idempotency;
    this.settings = settings;
  }

  /** What a topic does with a command that was read and is new. */
  @FunctionalInterface
  public interface Work<B extends CommandBody> {
    /**
     * @param request names this request; the same key always gives the same, also after a restart,
     *     so what stores it carries the command out once whatever happens in between
     */
    CommandAnswer carryOut(B body, String request);
  }

  /**
   * Carries a command out.
   *
   * @param command its name with what it is about, such as "position close main.x/BTCUSDT/3"
   * @param key the request's {@code Idempotency-Key}
   * @param text the request's body; none is an empty object
   * @throws ProblemException 400 for a body that is none, 422 for a key that came with another
   *     request before
   */
  public <B extends CommandBody> CommandAnswer take(
      String command, @Nullable String key, @Nullable String text, Class<B> type, Work<B> work) {
    B body = read(text, type);
    return idempotency.once(key, command + " " + body, request -> work.carryOut(body, request));
  }

  /** An answer whose id to watch is a workflow's. */
  public CommandAnswer workflow(
      String command, boolean changed, String message, String workflowId, String watchAt) {
    return watched(command, changed, message, workflowId, watchAt, workflowId);
  }

  /**
   * An answer that also names the workflow behind it.
   *
   * @param workflowId null where there is none
   */
  public CommandAnswer watched(
      String command,
      boolean changed,
      String message,
      @Nullable String watch,
      String watchAt,
      @Nullable String workflowId) {
    return new CommandAnswer(
        command,
        changed,
        message,
        watch,
        watchAt,
        workflowId == null ? null : settings.temporal().page(workflowId));
  }

  private static <B extends CommandBody> B read(@Nullable String text, Class<B> type) {
    B body;
    try {
      body = ApiJson.read(text == null || text.isBlank() ? "{}" : text, type);
    } catch (JsonProcessingException e) {
      throw e instanceof MismatchedInputException mismatch
              && !(e instanceof PropertyBindingException)
          ? badField(mismatch).orElseGet(() -> bad(type, e.getOriginalMessage()))
          : bad(type, e.getOriginalMessage());
    }
    if (body == null) {
      throw bad(type, "null");
    }
    body.check();
    return body;
  }

  /** Of a field whose value is of another kind than it must be. */
  private static Optional<ProblemException> badField(MismatchedInputException mismatch) {
    if (mismatch.getPath().isEmpty()) {
      return Optional.empty();
    }
    String field = String.valueOf(mismatch.getPath().getFirst().getFieldName());
    boolean text = mismatch.getTargetType() == String.class;
    String found =
        mismatch instanceof InvalidFormatException invalid
            ? String.valueOf(invalid.getValue())
            : "something else";
    Problem problem =
        Problem.of(
            HttpStatus.BAD_REQUEST,
            "field \"%s\" to be %s".formatted(field, text ? "a text in quotes" : "as documented"),
            found.length() > 80 ? found.substring(0, 80) + "…" : found,
            "Correct the body; nothing was done.");
    return Optional.of(new ProblemException(problem.about(null, field)));
  }

  private static ProblemException bad(Class<?> type, String found) {
    String fields =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getName)
            .map(
                name ->
                    "\""
                        + name.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT)
                        + "\"")
            .collect(Collectors.joining(", "));
    return ProblemException.badRequest(
        "a JSON object with no other fields than " + fields,
        found,
        "Correct the body; nothing was done.");
  }
}
