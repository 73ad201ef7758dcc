package dev.belay.app.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which systems trade.
 *
 * @param amplifier configures the amplifier; null for what the home has, or what is shipped
 */
public record SystemFlags(List<String> names, @Nullable Path amplifier) {
  public SystemFlags {
    names = List.copyOf(names);
  }

  /** These, as shipped. */
  public static SystemFlags of(String... names) {
    return new SystemFlags(List.of(names), null);
  }

  public boolean contains(String system) {
    return names.contains(system);
  }
}
