package dev.belay.app.process;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Loopback ports. */
public final class Ports {
  private Ports() {}

  /** A port nobody listens on now. */
  public static int free() {
    try (ServerSocket socket = bind(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new OperatorException(
          ExitCode.FAILED, "Expected a free port on 127.0.0.1, but found none.", e);
    }
  }

  public static boolean isFree(int port) {
    try (ServerSocket socket = bind(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Makes sure that nobody listens on the port.
   *
   * @param flag how the operator chooses another one
   */
  public static void requireFree(int port, String flag) {
    if (!isFree(port)) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected port %d of 127.0.0.1 to be free, but something listens there; stop it or choose another port with %s."
              .formatted(port, flag));
    }
  }

  private static ServerSocket bind(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
