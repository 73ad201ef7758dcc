package dev.belay.api.portfolio;

import dev.belay.api.problem.Problem;
import dev.belay.api.problem.ProblemException;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers of commands by their {@code Idempotency-Key}: the last thousand of this process. The same
 * key with the same request gets the same answer, also while the first is still at work.
 */
@Singleton
final class Idempotency {
  private static final int CAPACITY = 1000;
  private static final int LONGEST = 200;

  private final Map<String, Kept> entries =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
          return size() > CAPACITY;
        }
      };

  private record Kept(String request, CompletableFuture<CommandAnswer> answer) {}

  /**
   * Carries the command out once per key.
   *
   * @param request the command with its body: what the same key must come with again
   * @throws ProblemException 422 if the key came with another request before
   */
  CommandAnswer once(@Nullable String key, String request, Supplier<CommandAnswer> command) {
    if (key == null) {
      return command.get();
    }
    requireForm(key);
    Kept mine = new Kept(request, new CompletableFuture<>());
    Kept first;
    synchronized (entries) {
      first = entries.putIfAbsent(key, mine);
    }
    if (first == null) {
      return carryOut(key, mine, command);
    }
    if (!first.request().equals(request)) {
      throw new ProblemException(
          Problem.of(
              HttpStatus.UNPROCESSABLE_ENTITY,
              "the request that this Idempotency-Key came with first",
              "another command or body",
              "Use a new key for a new request."));
    }
    try {
      return first.answer().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private CommandAnswer carryOut(String key, Kept mine, Supplier<CommandAnswer> command) {
    try {
      CommandAnswer answer = command.get();
      mine.answer().complete(answer);
      return answer;
    } catch (RuntimeException e) {
      // A failed command may be tried again with the same key.
      synchronized (entries) {
        entries.remove(key, mine);
      }
      mine.answer().completeExceptionally(e);
      throw e;
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
