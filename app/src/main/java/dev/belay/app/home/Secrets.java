package dev.belay.app.home;

import dev.belay.app.base.Json;
import dev.belay.app.base.PrivateFiles;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/** Random secrets of a home, made when first asked for, in a file only its owner may read. */
final class Secrets {
  private static final int BYTES = 32;
  private final Path file;

  Secrets(Path file) {
    this.file = file;
  }

  synchronized String get(String name) {
    Map<String, String> all = Json.readMap(file, String.class);
    String known = all.get(name);
    if (known != null) {
      return known;
    }
    String made = random();
    all.put(name, made);
    PrivateFiles.write(file, Json.write(all));
    return made;
  }

  static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
