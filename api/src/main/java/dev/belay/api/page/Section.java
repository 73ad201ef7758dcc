package dev.belay.api.page;

import java.util.Arrays;
import java.util.Optional;

/** The parts of the dashboard, in the order of its menu. */
public enum Section {
  OVERVIEW("/", "Overview"),
  AGENTS("/agents", "Agents"),
  POSITIONS("/positions", "Positions"),
  TRADES("/trades", "Trades"),
  DECISIONS("/decisions", "Decisions"),
  REVIEWS("/reviews", "Reviews"),
  COSTS("/costs", "Costs"),
  AMPLIFIER("/amplifier", "Amplifier"),
  RESEARCH("/research", "Research"),
  DATA("/data", "Data"),
  JOURNAL("/journal", "Journal"),
  CASES("/cases", "Cases"),
  SETTINGS("/settings", "Settings");

  private final String path;
  private final String label;

  Section(String path, String label) {
    this.path = path;
    this.label = label;
  }

  /** The section that a path belongs to; empty when it is no page. */
  public static Optional<Section> ofPath(String path) {
    return Arrays.stream(values())
        .filter(
            section ->
                path.equals(section.path)
                    || (section != OVERVIEW && path.startsWith(section.path + "/")))
        .findFirst();
  }

  public String path() {
    return path;
  }

  public String label() {
    return label;
  }
}
