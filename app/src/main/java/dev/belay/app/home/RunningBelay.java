package dev.belay.app.home;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.app.process.ProcessIdentity;
import org.jspecify.annotations.Nullable;

/**
 * The note a running Belay leaves in its home for other commands.
 *
 * @param process who runs it
 * @param address of the API and the page, such as http://127.0.0.1:8082
 * @param temporal which Temporal server it uses; null while it starts
 */
public record RunningBelay(
    ProcessIdentity process, String version, String address, @Nullable JsonNode temporal) {

  /** Whether the process that wrote the note still runs. */
  public boolean alive() {
    return process.find().isPresent();
  }
}
