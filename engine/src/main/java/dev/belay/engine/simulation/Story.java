package dev.belay.engine.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What happened, for people; written only when somebody wants to read it. */
final class Story {
  private final Agenda agenda;
  private final boolean wanted;
  private final List<String> lines = new ArrayList<>();

  Story(Agenda agenda, boolean wanted) {
    this.agenda = agenda;
    this.wanted = wanted;
  }

  void tell(String actor, Supplier<String> what) {
    if (wanted) {
      long now = agenda.now();
      lines.add("%4d.%03d s  %-9s %s".formatted(now / 1000, now % 1000, actor, what.get()));
    }
  }

  List<String> lines() {
    return lines;
  }
}
