package dev.belay.api.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.belay.api.ApiJson;
import dev.belay.api.problem.Problem;
import dev.belay.api.problem.ProblemException;
import dev.belay.ledger.CommandKeys.Kept;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers of commands by their {@code Idempotency-Key}. The same key with the same request gets the
 * same answer: from the ledger when it was given, from the one at work while it is not.
 */
@Singleton
final class Idempotency {
  private static final int LONGEST = 200;

  private final KeyBook keys;
  private final ConcurrentMap<String, AtWork> atWork = new ConcurrentHashMap<>();

  Idempotency(KeyBook keys) {
    this.keys = keys;
  }

  private record AtWork(String request, CompletableFuture<CommandAnswer> answer) {}

  /**
   * Carries the command out once per key.
   *
   * @param request the command with its body: what the same key must come with again
   * @param command takes the request's name, which derives from the key; a command that died before
   *     it answered is carried out again under the same name
   * @throws ProblemException 422 if the key came with another request before
   */
  CommandAnswer once(
      @Nullable String key, String request, Function<String, CommandAnswer> command) {
    if (key == null) {
      return command.apply(UUID.randomUUID().toString());
    }
    requireForm(key);
    String hash = hash(request);
    AtWork mine = new AtWork(hash, new CompletableFuture<>());
    AtWork first = atWork.putIfAbsent(key, mine);
    if (first != null) {
      requireSame(first.request(), hash);
      return await(first);
    }
    try {
      CommandAnswer answer = answered(key, hash, command);
      mine.answer().complete(answer);
      return answer;
    } catch (RuntimeException e) {
      mine.answer().completeExceptionally(e);
      throw e;
    } finally {
      atWork.remove(key, mine);
    }
  }

  private CommandAnswer answered(String key, String hash, Function<String, CommandAnswer> command) {
    Kept kept = keys.begin(key, hash);
    requireSame(kept.request(), hash);
    if (kept.answer() != null) {
      return read(kept.answer());
    }
    CommandAnswer answer;
    try {
      answer = command.apply(name(key));
    } catch (ProblemException e) {
      // Refused: nothing was applied, and a corrected request may come with the same key.
      keys.release(key);
      throw e;
    }
    keys.answer(key, ApiJson.write(answer));
    return answer;
  }

  private static CommandAnswer await(AtWork first) {
    try {
      return first.answer().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static String name(String key) {
    return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static String hash(String request) {
    try {
      byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected every JDK to have SHA-256", e);
    }
  }

  private static CommandAnswer read(String answer) {
    try {
      return ApiJson.read(answer, CommandAnswer.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected a stored answer, was " + answer, e);
    }
  }

  private static void requireSame(String first, String now) {
    if (!first.equals(now)) {
      throw new ProblemException(
          Problem.of(
              HttpStatus.UNPROCESSABLE_ENTITY,
              "the request that this Idempotency-Key came with first",
              "another command or body",
              "Use a new key for a new request; nothing was done."));
    }
  }

  private static void requireForm(String key) {
    if (key.isBlank() || key.length() > LONGEST) {
      throw ProblemException.badRequest(
          "an Idempotency-Key of 1 to %d characters".formatted(LONGEST),
          "one of " + key.length(),
          "A UUID does well.");
    }
  }
}
