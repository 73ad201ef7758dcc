package dev.belay.simulator.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Who may do at the venue what no customer may. */
final class Admin {
  private final byte[] secret;

  Admin(String secret) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  void check(Call call) {
    String given = call.header("X-SIM-ADMIN");
    if (given == null || !MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), secret)) {
      throw new ApiError(
          401, -2015, "Expected the header X-SIM-ADMIN with the simulator's admin secret.");
    }
  }
}
