package dev.belay.app.base;

/** What the process says to the shell at its end. */
public enum ExitCode {
  DONE(0, "done"),
  FAILED(1, "failed"),
  USAGE(2, "wrong usage of the command line"),
  BAD_INPUT(3, "bad input or configuration"),
  NOT_RUNNING(4, "no Belay is running in this home"),
  DIFFERENCE(5, "a check found a difference"),
  INTERRUPTED(130, "interrupted");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  public int code() {
    return code;
  }

  /** A few words for the help page. */
  public String meaning() {
    return meaning;
  }
}
