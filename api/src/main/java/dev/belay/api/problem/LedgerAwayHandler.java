package dev.belay.api.problem;

import dev.belay.ledger.LedgerException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.transaction.exceptions.TransactionException;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A ledger that does not answer is not the asker's fault, and says so without its inner words. */
final class LedgerAwayHandler {
  private static final Logger log = LoggerFactory.getLogger(LedgerAwayHandler.class);

  private LedgerAwayHandler() {}

  private static HttpResponse<?> answer(RuntimeException exception) {
    log.warn("The ledger did not answer a request: {}", exception.getMessage());
    return Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "The ledger does not answer at the moment. Ask again in a few seconds; a command may be"
                + " repeated safely. /api/health says how things are.")
        .response()
        .header("Retry-After", "5");
  }

  @Singleton
  @SuppressWarnings("rawtypes")
  static final class OnLedger implements ExceptionHandler<LedgerException, HttpResponse<?>> {
    @Override
    public HttpResponse<?> handle(HttpRequest request, LedgerException exception) {
      return answer(exception);
    }
  }

  @Singleton
  @SuppressWarnings("rawtypes")
  static final class OnTransaction
      implements ExceptionHandler<TransactionException, HttpResponse<?>> {
    @Override
    public HttpResponse<?> handle(HttpRequest request, TransactionException exception) {
      return answer(exception);
    }
  }
}
