package dev.belay.activities.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.belay.domain.market.Interval;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An exchange with public candles of both markets and an archive, on loopback. */
final class FakeExchange implements AutoCloseable {
  private final HttpServer server;
  private final TreeMap<Long, String> candles = new TreeMap<>();
  private final Map<String, byte[]> files = new HashMap<>();
  private final Queue<Odd> odd = new ArrayDeque<>();
  final List<String> asked = new CopyOnWriteArrayList<>();
  Instant now = Instant.parse("2025-03-01T00:30:00Z");
  int usedWeight = 2;

  /** An answer to the next call for candles, in place of the right one. */
  record Odd(int status, String body, Map<String, String> headers) {}

  FakeExchange() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Trades by the interval from one time to another; the candles are told apart by their times. */
  FakeExchange trades(Interval interval, String from, String to) {
    for (long at = millis(from); at < millis(to); at += interval.millis()) {
      String open = price(at);
      candles.put(
          at,
          "[%d,\"%s\",\"%s\",\"%s\",\"%s\",\"3.1234567\",%d,\"1\",5,\"1\",\"1\",\"0\"]"
              .formatted(at, open, "200.5", "9.25", open, at + interval.millis() - 1));
    }
    return this;
  }

  /** No trades in a span. */
  FakeExchange rests(String from, String to) {
    candles.subMap(millis(from), millis(to)).clear();
    return this;
  }

  FakeExchange then(int status, String body, Map<String, String> headers) {
    odd.add(new Odd(status, body, headers));
    return this;
  }

  /** Puts a month of what trades into the archive. */
  FakeExchange archives(String path, YearMonth month, long unit, boolean header) {
    long from = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    long to = month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    StringBuilder csv = new StringBuilder(header ? "open_time,open,high,low,close,volume\n" : "");
    candles
        .subMap(from, to)
        .forEach(
            (at, row) ->
                csv.append(at * unit)
                    .append(row.substring(row.indexOf(','), row.length() - 1).replace("\"", ""))
                    .append('\n'));
    return archive(path, zip(csv.toString()));
  }

  FakeExchange archive(String path, byte[] zip) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    files.put(path, zip);
    files.put(
        path + ".CHECKSUM", (sha256(zip) + "  " + name + "\n").getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Alters a file after its checksum was made. */
  void damage(String path) {
    byte[] bytes = files.getOrDefault(path, new byte[0]);
    bytes[bytes.length / 2] ^= 1;
  }

  /** The calls for candles. */
  List<String> calls() {
    return asked.stream().filter(one -> one.contains("/klines?")).toList();
  }

  static long millis(String time) {
    return Instant.parse(time).toEpochMilli();
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] zip(String csv) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.putNextEntry(new ZipEntry("candles.csv"));
      out.write(csv.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static String price(long at) {
    return 10 + at / 3_600_000 % 90 + ".5";
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String query = exchange.getRequestURI().getRawQuery();
    asked.add(query == null ? path : path + "?" + query);
    exchange.getResponseHeaders().add("X-MBX-USED-WEIGHT-1M", "" + usedWeight);
    if (path.startsWith("/data/")) {
      byte[] file = files.get(path);
      send(exchange, file == null ? 404 : 200, file == null ? new byte[0] : file);
    } else if (path.endsWith("/time")) {
      text(exchange, 200, "{\"serverTime\":" + now.toEpochMilli() + "}");
    } else if (odd.peek() != null) {
      Odd answer = odd.remove();
      answer.headers().forEach(exchange.getResponseHeaders()::add);
      text(exchange, answer.status(), answer.body());
    } else if (query != null && query.contains("symbol=BTCUSDT")) {
      text(exchange, 200, klines(query));
    } else {
      text(exchange, 400, "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}");
    }
  }

  private String klines(String query) {
    long from = number(query, "startTime");
    long to = number(query, "endTime");
    List<String> rows =
        candles.subMap(from, true, to, true).values().stream()
            .limit(number(query, "limit"))
            .toList();
    return "[" + String.join(",", rows) + "]";
  }

  private static long number(String query, String name) {
    for (String part : query.split("&", -1)) {
      if (part.startsWith(name + "=")) {
        return Long.parseLong(part.substring(name.length() + 1));
      }
    }
    throw new IllegalStateException("Expected " + name + " in " + query);
  }

  private static void text(HttpExchange exchange, int status, String body) throws IOException {
    send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
