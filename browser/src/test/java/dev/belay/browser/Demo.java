package dev.belay.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A whole Belay that trades, in a home of its own. */
final class Demo implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path home;
  private final Path log;
  private final int port;
  private final Process process;

  private Demo(Path home, int port) throws IOException {
    this.home = home;
    this.port = port;
    this.log = home.resolveSibling("demo.log");
    this.process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.belay.app.cli.Main",
                "demo",
                "--home",
                home.toString(),
                "--port",
                "" + port,
                "--speed",
                "90",
                "--for",
                "30m")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
  }

  static Demo start(Path folder) throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return new Demo(folder.resolve("home"), free.getLocalPort());
    }
  }

  String address() {
    return "http://localhost:" + port;
  }

  String token() throws IOException {
    return Files.readString(home.resolve("token")).strip();
  }

  JsonNode get(String path) {
    try {
      return JSON.readTree(
          http.send(
                  HttpRequest.newBuilder(URI.create(address() + path)).build(),
                  BodyHandlers.ofString())
              .body());
    } catch (IOException e) {
      return JSON.createObjectNode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  void await(String what, Duration limit, BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end || !process.isAlive()) {
        throw new AssertionError("Expected %s within %s; %s".formatted(what, limit, tail()));
      }
      try {
        Thread.sleep(200);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return "its log ends with\n"
          + String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException e) {
      return "it has no log";
    }
  }

  /** Asks it to stop, and waits until it has. */
  void stop() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("Expected a stop within a minute; " + tail());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      stop();
    }
    http.close();
  }
}
