package dev.belay.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.app.cli.Role;
import dev.belay.app.process.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerPortTest {
  private static final String TOKEN = "0123456789abcdef";
  private static final String BEARER = "Authorization: Bearer " + TOKEN;

  private final WorkerMeters meters = new WorkerMeters(Set.of(Role.VENUE));
  private final int port = Ports.free();
  private final String here = "127.0.0.1:" + port;
  private boolean away;

  @AfterEach
  void close() {
    meters.close();
  }

  private WorkerPort open(String listen) {
    Runnable ledger =
        () -> {
          if (away) {
            throw new IllegalStateException("gone from db.internal");
          }
        };
    return WorkerPort.open(
        listen,
        port,
        TOKEN,
        new TreeMap<>(Map.<String, Runnable>of("ledger", ledger, "temporal", () -> {})),
        meters);
  }

  /** Status line, headers and body; a client of the JDK would not send any Host. */
  private String ask(String method, String path, String host, String... headers)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
      request.append("Host: ").append(host).append("\r\nConnection: close\r\n");
      for (String header : headers) {
        request.append(header).append("\r\n");
      }
      socket
          .getOutputStream()
          .write(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
          .lines()
          .collect(Collectors.joining("\n"));
    }
  }

  @Test
  void isReadyWhileAllItLeansOnAnswers() throws IOException {
    try (WorkerPort unused = open("127.0.0.1")) {
      assertThat(ask("GET", "/health/liveness", here)).startsWith("HTTP/1.1 200");
      assertThat(ask("GET", "/health/readiness", here)).startsWith("HTTP/1.1 200");
      away = true;
      assertThat(ask("GET", "/health/readiness", here))
          .startsWith("HTTP/1.1 503")
          .contains("does not answer")
          .doesNotContain("db.internal");
      assertThat(ask("GET", "/health/liveness", here)).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void itsFiguresNeedTheTokenWhereOthersReachIt() throws IOException {
    try (WorkerPort unused = open("127.0.0.1")) {
      assertThat(ask("GET", "/prometheus", here)).contains("belay_worker_role{role=\"venue\"} 1");
    }
    try (WorkerPort unused = open("0.0.0.0")) {
      assertThat(ask("GET", "/prometheus", here)).startsWith("HTTP/1.1 401");
      assertThat(ask("GET", "/prometheus", here, BEARER + "x")).startsWith("HTTP/1.1 401");
      assertThat(ask("GET", "/prometheus", here, BEARER)).startsWith("HTTP/1.1 200");
      assertThat(ask("GET", "/health/readiness", here)).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void aForeignHostNeedsTheToken() throws IOException {
    try (WorkerPort unused = open("127.0.0.1")) {
      assertThat(ask("GET", "/prometheus", "evil.example")).startsWith("HTTP/1.1 403");
      assertThat(ask("GET", "/prometheus", "worker-venue:8083", BEARER)).startsWith("HTTP/1.1 200");
      assertThat(ask("POST", "/prometheus", here)).startsWith("HTTP/1.1 405");
      assertThat(ask("GET", "/", here)).startsWith("HTTP/1.1 404");
    }
  }
}
