package dev.belay.app.temporal;

import dev.belay.app.base.CacheFolder;
import java.util.Map;

/**
 * On a machine that has none yet, the Temporal server is fetched or built before a test's clock
 * runs: that takes minutes, which no test of a start allows, and a start that is killed meanwhile
 * begins anew.
 */
public final class ServerForTests {
  private static final TemporalChoice CHOICE = resolve();

  private ServerForTests() {}

  /** What {@code auto} takes on this machine. */
  public static TemporalChoice choice() {
    return CHOICE;
  }

  private static TemporalChoice resolve() {
    Map<String, String> here = System.getenv();
    return new TemporalResolver(CacheFolder.locate(here), here, System.err)
        .resolve(TemporalMode.AUTO);
  }
}
