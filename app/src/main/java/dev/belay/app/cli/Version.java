package dev.belay.app.cli;

/** Which Belay this is. */
public final class Version {
  private Version() {}

  /** As its jar says; {@code development} when run from class folders. */
  public static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
