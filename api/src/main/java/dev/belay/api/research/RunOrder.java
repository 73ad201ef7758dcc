package dev.belay.api.research;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for.
 *
 * @param kind backtest, sweep, walk-forward or bias-check
 * @param name for people; null for none
 * @param arguments of the command, without those that say who reads the answer and where it goes
 * @param settings all that decide what comes out, standard values included, without the strategy's
 *     parameters; by the flags' names with underscores
 * @param at wall time
 * @param by cli or who commanded it
 * @param request of the API that asked for it; null for a command's
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunOrder(
    String kind,
    @Nullable String name,
    List<String> arguments,
    Map<String, String> settings,
    Instant at,
    String by,
    @Nullable String request) {

  /** A setting; empty where the run has none. */
  public String setting(String setting) {
    return settings.getOrDefault(setting, "");
  }

  /** As to be typed. */
  public String command() {
    StringBuilder text = new StringBuilder("belay ").append(kind);
    for (String argument : arguments) {
      text.append(' ');
      text.append(
          argument.matches("[A-Za-z0-9_=.,:/+-]+")
              ? argument
              : "'" + argument.replace("'", "'\\''") + "'");
    }
    return text.toString();
  }
}
