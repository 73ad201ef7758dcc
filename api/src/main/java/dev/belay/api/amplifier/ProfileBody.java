package dev.belay.api.amplifier;

import dev.belay.api.command.CommandBody;
import dev.belay.api.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which profile.
 *
 * @param profile its name
 */
@Schema(name = "DeskProfileBody")
public record ProfileBody(@Nullable String profile, @Nullable String reason, @Nullable String by)
    implements CommandBody {

  /** The name that has to be there. */
  String name() {
    String name = profile;
    if (name == null || name.isBlank()) {
      throw ProblemException.badRequest(
          "field \"profile\" to name a profile", "nothing", "Correct the body; nothing was done.");
    }
    return name.strip();
  }
}
