package dev.belay.api.page;

import dev.belay.api.research.RunFigures;
import dev.belay.api.research.StoredRun;
import java.util.StringJoiner;

/** A research run in a row. */
record RunLine(StoredRun run) {
  private static final int SHOWN = 3;

  public String id() {
    return run.id();
  }

  /** Where it is, as the style sheet names it. */
  public String status() {
    return run.state().code();
  }

  /** Such as {@code fast=12 slow=26}; empty until it is done. */
  public String parameters() {
    RunFigures figures = run.figures();
    StringJoiner text = new StringJoiner(" ");
    if (figures != null) {
      figures.parameters().forEach((name, value) -> text.add(name + "=" + Comparison.plain(value)));
    }
    return text.toString();
  }

  /** The first few. */
  public String symbols() {
    RunFigures figures = run.figures();
    if (figures == null || figures.symbols().size() <= SHOWN) {
      return run.symbols();
    }
    return "%s and %d more"
        .formatted(
            String.join(", ", figures.symbols().subList(0, SHOWN)),
            figures.symbols().size() - SHOWN);
  }

  /** The first and the last day; empty until it is done. */
  public String span() {
    RunFigures figures = run.figures();
    return figures == null
        ? ""
        : "%s – %s"
            .formatted(
                Show.INSTANCE.day(figures.from()), Show.INSTANCE.day(figures.to().minusMillis(1)));
  }

  public String fingerprint() {
    RunFigures figures = run.figures();
    return figures == null
        ? "–"
        : Comparison.shortened(figures.fingerprint()).replaceAll("^(.{8}).*", "$1");
  }
}
