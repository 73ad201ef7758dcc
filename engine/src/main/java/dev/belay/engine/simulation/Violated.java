package dev.belay.engine.simulation;

/** An invariant does not hold. It ends the run. */
final class Violated extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String code;
  private final String detail;

  Violated(String code, String form, Object... arguments) {
    super(code, null, false, false);
    this.code = code;
    this.detail = form.formatted(arguments);
  }

  String code() {
    return code;
  }

  String detail() {
    return detail;
  }
}
