package dev.belay.activities.fetch;

import dev.belay.activities.http.LimitedBody;
import dev.belay.activities.http.RetryDelay;
import dev.belay.activities.venue.VenueException;
import dev.belay.domain.market.Candle;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Whole months of candles as the exchange keeps them for everybody: a zip with a CSV in it, and
 * beside it a file with its SHA-256. Nothing of a file is believed that has another.
 */
public final class CandleArchive implements AutoCloseable {
  /** The exchange's own. */
  public static final URI LIVE = URI.create("https://data.binance.vision");

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration WHOLE = Duration.ofMinutes(2);
  private static final long LOOK_MS = 100;
  private static final int MOST_ZIP = 64 << 20;
  private static final int MOST_CHECKSUM = 1 << 12;
  // A month of minutes has 44,640.
  private static final int MOST_ROWS = 50_000;
  private static final int MOST_LINE = 1_000;
  private static final int COLUMNS = 6;

  // Times before 2286 in milliseconds are below this, those after 1973 in microseconds above.
  private static final long MICROS_FROM = 100_000_000_000_000L;

  private final String base;
  private final String market;
  private final Pause pause;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .connectTimeout(CONNECT)
          .build();

  /** Which of the exchange's markets. */
  public enum Market {
    SPOT("spot"),
    FUTURES("futures/um");

    private final String folder;

    Market(String folder) {
      this.folder = folder;
    }
  }

  /**
   * @param base where {@code /data} is
   * @param pause asked whether it is to end while a file comes
   */
  public CandleArchive(URI base, Market market, Pause pause) {
    this.base = base.toString().replaceAll("/+$", "");
    this.market = market.folder;
    this.pause = pause;
  }

  /**
   * A month's candles, in order; empty where the archive has no such file.
   *
   * @throws VenueException if it can't be had now
   * @throws FetchException.Refused if it is not what its checksum says, or no candles
   */
  Optional<List<Candle>> month(Symbol symbol, Interval interval, YearMonth month) {
    String name = "%s-%s-%s.zip".formatted(symbol, interval, month);
    String file =
        "%s/data/%s/monthly/klines/%s/%s/%s".formatted(base, market, symbol, interval, name);
    byte[] checksum = get(file + ".CHECKSUM", MOST_CHECKSUM);
    if (checksum == null) {
      return Optional.empty();
    }
    String expected = checksum(file, new String(checksum, StandardCharsets.UTF_8));
    byte[] zip = get(file, MOST_ZIP);
    if (zip == null) {
      throw refused(file, "a file beside its checksum", "none");
    }
    String found = sha256(zip);
    if (!found.equals(expected)) {
      throw refused(file, "SHA-256 " + expected, found);
    }
    return Optional.of(unpack(file, zip, interval, month));
  }

  private static String checksum(String file, String text) {
    String first = text.strip().split("\\s+", 2)[0].toLowerCase(Locale.ROOT);
    if (!first.matches("[0-9a-f]{64}")) {
      throw refused(file + ".CHECKSUM", "64 hex digits and a file name", shown(text));
    }
    return first;
  }

  private static List<Candle> unpack(String file, byte[] zip, Interval interval, YearMonth month) {
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      ZipEntry entry = in.getNextEntry();
      if (entry == null || !entry.getName().endsWith(".csv")) {
        throw refused(file, "a CSV in it", entry == null ? "nothing" : entry.getName());
      }
      return new ArchiveMonth(file, interval, month).read(in);
    } catch (IOException e) {
      throw new FetchException.Refused(
          "%s: expected a zip that can be read, but %s. Nothing of it was taken; --archive-url none does without archives."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** One month's lines. */
  private record ArchiveMonth(String file, Interval interval, YearMonth month) {
    List<Candle> read(ZipInputStream in) throws IOException {
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      List<Candle> candles = new ArrayList<>();
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        boolean header = number == 1 && line.startsWith("open_time");
        if (header || line.isBlank()) {
          continue;
        }
        if (number > MOST_ROWS || line.length() > MOST_LINE) {
          throw refused(file + " line " + number, "a month's candles", "more");
        }
        Candle candle = candle(number, line);
        if (!candles.isEmpty() && !candle.openTime().isAfter(candles.getLast().openTime())) {
          throw refused(file + " line " + number, "candles in order of time", shown(line));
        }
        candles.add(candle);
      }
      return candles;
    }

    private Candle candle(int number, String line) {
      String[] fields = line.split(",", -1);
      try {
        if (fields.length < COLUMNS) {
          throw new IllegalArgumentException("it has %d columns".formatted(fields.length));
        }
        Instant open = time(Long.parseLong(fields[0].strip()));
        if (!interval.floor(open).equals(open) || open.getNano() != 0) {
          throw new IllegalArgumentException("%s is off the grid".formatted(open));
        }
        if (!YearMonth.from(open.atZone(ZoneOffset.UTC)).equals(month)) {
          throw new IllegalArgumentException("%s is outside the month".formatted(open));
        }
        return Rows.candle(open, fields[1], fields[2], fields[3], fields[4], fields[5]);
      } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
        throw new FetchException.Refused(
            "%s line %d: expected a candle of %s (open time, open, high, low, close, volume), was \"%s\": %s. Nothing of the file was taken; --archive-url none does without archives."
                .formatted(file, number, interval, shown(line), e.getMessage()),
            e);
      }
    }

    /** Milliseconds; of spot candles from 2025 on, microseconds. */
    private static Instant time(long time) {
      return time >= MICROS_FROM
          ? Instant.ofEpochSecond(time / 1_000_000, time % 1_000_000 * 1000)
          : Instant.ofEpochMilli(time);
    }
  }

  /** The bytes; null where there is no such file. */
  private byte @Nullable [] get(String address, int most) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address)).timeout(WHOLE).build();
    CompletableFuture<HttpResponse<byte[]>> pending =
        client.sendAsync(request, info -> new LimitedBody(most));
    try {
      HttpResponse<byte[]> response = await(address, pending);
      int http = response.statusCode();
      return switch (http) {
        case 200 -> response.body();
        // A bucket that may not be listed answers for a file that is not there with 403.
        case 403, 404 -> null;
        case 418, 429, 503 ->
            throw new VenueException.RateLimited(
                "GET " + address,
                RetryDelay.of(
                    response.headers().firstValue("retry-after").orElse(null), "", Instant.now()),
                "the archive wants to be left alone",
                http);
        default ->
            throw new VenueException.Unknown(
                "GET %s: expected HTTP 200 or 404, was %d".formatted(address, http));
      };
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LimitedBody.TooLargeException large) {
        throw refused(address, "at most %,d bytes".formatted(most), "more: " + large.getMessage());
      }
      if (e.getCause() instanceof ConnectException connect) {
        throw new VenueException.Unreachable("GET " + address, connect);
      }
      throw new VenueException.Unknown("GET %s: the connection failed".formatted(address), e);
    } catch (InterruptedException e) {
      pending.cancel(true);
      Thread.currentThread().interrupt();
      throw new FetchException.Stopped();
    }
  }

  private HttpResponse<byte[]> await(
      String address, CompletableFuture<HttpResponse<byte[]>> pending)
      throws InterruptedException, ExecutionException {
    long until = System.nanoTime() + WHOLE.toNanos();
    while (true) {
      try {
        return pending.get(LOOK_MS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (pause.isStopped()) {
          pending.cancel(true);
          throw new FetchException.Stopped();
        }
        if (System.nanoTime() > until) {
          pending.cancel(true);
          throw new VenueException.Unknown(
              "GET %s: no whole answer within %d s".formatted(address, WHOLE.toSeconds()), e);
        }
      }
    }
  }

  private static FetchException.Refused refused(String file, String expected, String found) {
    return new FetchException.Refused(
        "%s: expected %s, found %s. Nothing of it was taken; try again, or --archive-url none does without archives."
            .formatted(file, expected, found));
  }

  private static String shown(String text) {
    String plain = text.strip().replaceAll("\\p{Cntrl}", " ");
    return plain.length() <= 120 ? plain : plain.substring(0, 120) + "…";
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected every JDK to have SHA-256", e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
