package dev.belay.app.cli;

/** Which Belay this is. */
public final class Version {
  private Version() {}

  /** As its jar says; {@code development} when run from class folders. */
  public static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** As above, with the commit it was built from where the launcher knows it. */
  static String code() {
    String commit = System.getProperty("belay.commit", "");
    return commit.isEmpty() ? text() : text() + " " + commit;
  }
}
