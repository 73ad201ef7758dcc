package dev.belay.activities.amplifier;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.activities.amplifier.EvidenceSource.SourceException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** All that a public page knows of one number a day. */
public final class DailyHistory {
  private static final BigDecimal EXA = new BigDecimal("1e18");

  private final String name;
  private final String file;
  private final URI address;
  private final String rows;
  private final String time;
  private final String value;
  private final BigDecimal per;
  private final SourceClient client;

  private DailyHistory(
      String name,
      String file,
      URI address,
      String rows,
      String time,
      String value,
      BigDecimal per,
      SourceClient client) {
    this.name = name;
    this.file = file;
    this.address = address;
    this.rows = rows;
    this.time = time;
    this.value = value;
    this.per = per;
    this.client = client;
  }

  /**
   * The Fear &amp; Greed index, 0 to 100.
   *
   * @param base such as {@code https://api.alternative.me}
   */
  public static DailyHistory fearAndGreed(URI base, SourceClient client) {
    return new DailyHistory(
        "Fear & Greed",
        "fear-greed.csv",
        base.resolve("/fng/?limit=0"),
        "/data",
        "timestamp",
        "value",
        BigDecimal.ONE,
        client);
  }

  /**
   * Bitcoin's hash rate, EH/s.
   *
   * @param base such as {@code https://mempool.space}
   */
  public static DailyHistory hashRate(URI base, SourceClient client) {
    return new DailyHistory(
        "hash rate",
        "hash-rate.csv",
        base.resolve("/api/v1/mining/hashrate/all"),
        "/hashrates",
        "timestamp",
        "avgHashrate",
        EXA,
        client);
  }

  public String name() {
    return name;
  }

  /** What it is kept as. */
  String file() {
    return file;
  }

  /**
   * Asks for all days that are over.
   *
   * @throws SourceException if there is no answer, or not as expected
   */
  SortedMap<LocalDate, Double> read(LocalDate today) {
    JsonNode found = client.json(address, Map.of()).at(rows);
    if (!found.isArray() || found.isEmpty()) {
      throw new SourceException("Expected a list at %s, was missing".formatted(rows));
    }
    SortedMap<LocalDate, Double> values = new TreeMap<>();
    for (JsonNode row : found) {
      long second = SourceClient.number(row, "/" + time).longValue();
      LocalDate day = LocalDate.ofInstant(Instant.ofEpochSecond(second), ZoneOffset.UTC);
      if (day.isBefore(today)) {
        values.put(day, SourceClient.number(row, "/" + value).doubleValue() / per.doubleValue());
      }
    }
    return values;
  }
}
