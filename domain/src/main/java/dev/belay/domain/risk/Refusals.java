package dev.belay.domain.risk;

import dev.belay.domain.portfolio.Refusal;
import dev.belay.domain.portfolio.RefusalCode;
import java.util.Optional;

/** How the rules say no. */
final class Refusals {
  private Refusals() {}

  static Verdict.Refused no(RefusalCode code, String detail) {
    return new Verdict.Refused(new Refusal(code, detail));
  }

  static Optional<Verdict.Refused> some(RefusalCode code, String detail, Object... values) {
    return Optional.of(no(code, detail.formatted(values)));
  }
}
