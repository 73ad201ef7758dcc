package dev.belay.app.run;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses that servers are bound to. */
final class Addresses {
  private Addresses() {}

  /** Whether only this machine can reach what listens there. */
  static boolean isLoopback(String listen) {
    return of(listen).isLoopbackAddress();
  }

  static InetAddress of(String listen) {
    try {
      return InetAddress.getByName(listen);
    } catch (UnknownHostException e) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected an address of this machine in --listen, was %s.".formatted(listen),
          e);
    }
  }
}
