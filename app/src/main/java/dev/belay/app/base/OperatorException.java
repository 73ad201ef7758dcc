package dev.belay.app.base;

/**
 * Something an operator can put right. Its message says what was expected, what was found, where,
 * and what to do; it is shown without a stack trace.
 */
public final class OperatorException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final ExitCode exitCode;
  private final String text;

  public OperatorException(ExitCode exitCode, String message) {
    super(message);
    this.text = message;
    this.exitCode = exitCode;
  }

  public OperatorException(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.text = message;
    this.exitCode = exitCode;
  }

  @Override
  public String getMessage() {
    return text;
  }

  /** What the process is to end with. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
