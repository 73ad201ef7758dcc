package dev.belay.api.research;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is, as the process that computes it says.
 *
 * @param stage such as candles or sweep
 * @param done pieces of this stage
 * @param of how many there are; 0 where that is not known
 * @param leftS about how long it still takes, in seconds; null where that is not known
 */
@Schema(name = "ResearchProgress")
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunProgress(String stage, int done, int of, @Nullable Long leftS) {

  /** In percent; 0 where it is not known. */
  public int percent() {
    return of <= 0 ? 0 : (int) Math.min(100, 100L * done / of);
  }
}
