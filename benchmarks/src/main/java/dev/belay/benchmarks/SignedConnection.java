package dev.belay.benchmarks;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One kept-alive connection with one account's keys; as little as measuring needs. */
final class SignedConnection implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private final String key;
  private final Mac mac;

  record Answer(int status, String body) {}

  SignedConnection(int port, String key, String secret) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
    this.key = key;
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(
              (secret.isEmpty() ? "none" : secret).getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Expected every JDK to have HmacSHA256", e);
    }
  }

  /** The status of the answer to a signed request. */
  int post(String path, String parameters) throws IOException {
    String query = parameters + "&timestamp=" + System.currentTimeMillis();
    String signature =
        HexFormat.of().formatHex(mac.doFinal(query.getBytes(StandardCharsets.US_ASCII)));
    String target = path + "?" + query + "&signature=" + signature;
    return send("POST", target, "X-MBX-APIKEY: " + key + "\r\n", "").status();
  }

  Answer send(String method, String target, String headers, String body) throws IOException {
    String request =
        "%s %s HTTP/1.1\r\nHost: localhost\r\n%sContent-Length: %d\r\n\r\n%s"
            .formatted(method, target, headers, body.length(), body);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    String status = line();
    int length = 0;
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(header.substring("content-length:".length()).strip());
      }
    }
    byte[] bytes = in.readNBytes(length);
    return new Answer(
        Integer.parseInt(status.split(" ", -1)[1]), new String(bytes, StandardCharsets.UTF_8));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("The venue has closed the connection");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
