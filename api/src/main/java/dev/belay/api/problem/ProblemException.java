package dev.belay.api.problem;

import io.micronaut.http.HttpStatus;
import java.io.Serial;

/** Ends a request with a problem. */
public final class ProblemException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;
  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  /** A parameter or field that can't be used. */
  public static ProblemException badRequest(String expected, String found, String action) {
    return new ProblemException(Problem.of(HttpStatus.BAD_REQUEST, expected, found, action));
  }

  public static ProblemException notFound(String expected, String found, String action) {
    return new ProblemException(Problem.of(HttpStatus.NOT_FOUND, expected, found, action));
  }

  public Problem problem() {
    return problem;
  }
}
