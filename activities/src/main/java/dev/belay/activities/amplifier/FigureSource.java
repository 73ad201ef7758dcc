package dev.belay.activities.amplifier;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.strategies.amplifier.ballot.Evidence;
import dev.belay.strategies.amplifier.ballot.Evidence.Figure;
import java.math.BigDecimal;
import java.math.MathContext;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Numbers of public pages: where each asks, and where in the answer its figures stand. */
public final class FigureSource implements EvidenceSource {
  /** The name of that figure, in evidence. */
  static final String FEAR_AND_GREED = "fear and greed, 0 to 100";

  private static final BigDecimal EXA = new BigDecimal("1e18");

  /**
   * A page and its figures.
   *
   * @param path below the base address
   */
  private record Page(String path, List<Place> places) {}

  /**
   * Where a figure stands.
   *
   * @param pointer into the answer
   * @param per what the number is divided by
   * @param required whether it may be missing
   */
  private record Place(
      String name, String pointer, BigDecimal per, String unit, boolean required) {}

  private final String name;
  private final Evidence.Kind kind;
  private final URI base;
  private final List<Page> pages;
  private final SourceClient client;

  private FigureSource(
      String name, Evidence.Kind kind, URI base, List<Page> pages, SourceClient client) {
    this.name = name;
    this.kind = kind;
    this.base = base;
    this.pages = pages;
    this.client = client;
  }

  /**
   * The Fear &amp; Greed index, 0 to 100.
   *
   * @param base such as {@code https://api.alternative.me}
   */
  public static FigureSource fearAndGreed(URI base, SourceClient client) {
    return new FigureSource(
        "Fear & Greed",
        Evidence.Kind.SENTIMENT,
        base,
        List.of(new Page("/fng/?limit=1", List.of(place(FEAR_AND_GREED, "/data/0/value", "")))),
        client);
  }

  /**
   * What share of the whole market Bitcoin and Tether are.
   *
   * @param base such as {@code https://api.coingecko.com}
   */
  public static FigureSource dominance(URI base, SourceClient client) {
    return new FigureSource(
        "dominance",
        Evidence.Kind.MARKET,
        base,
        List.of(
            new Page(
                "/api/v3/global",
                List.of(
                    place("Bitcoin's dominance", "/data/market_cap_percentage/btc", "%"),
                    optional("Tether's dominance", "/data/market_cap_percentage/usdt", "%"),
                    optional(
                        "market cap, 24 h", "/data/market_cap_change_percentage_24h_usd", "%")))),
        client);
  }

  /**
   * Bitcoin's mempool, fees and hash rate.
   *
   * @param base such as {@code https://mempool.space}
   */
  public static FigureSource onChain(URI base, SourceClient client) {
    return new FigureSource(
        "mempool.space",
        Evidence.Kind.ON_CHAIN,
        base,
        List.of(
            new Page("/api/mempool", List.of(place("transactions waiting", "/count", ""))),
            new Page(
                "/api/v1/fees/recommended",
                List.of(place("fee of the next block", "/fastestFee", "sat/vB"))),
            new Page(
                "/api/v1/mining/hashrate/1m",
                List.of(new Place("hash rate", "/currentHashrate", EXA, "EH/s", true)))),
        client);
  }

  private static Place place(String name, String pointer, String unit) {
    return new Place(name, pointer, BigDecimal.ONE, unit, true);
  }

  private static Place optional(String name, String pointer, String unit) {
    return new Place(name, pointer, BigDecimal.ONE, unit, false);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Evidence.Kind kind() {
    return kind;
  }

  @Override
  public Reading read() {
    List<Figure> figures = new ArrayList<>();
    for (Page page : pages) {
      JsonNode answer = client.json(base.resolve(page.path()), Map.of());
      for (Place place : page.places()) {
        if (place.required() || !answer.at(place.pointer()).isMissingNode()) {
          figures.add(
              new Figure(
                  name,
                  place.name(),
                  SourceClient.number(answer, place.pointer())
                      .divide(place.per(), MathContext.DECIMAL32)
                      .stripTrailingZeros(),
                  place.unit()));
        }
      }
    }
    return Reading.figures(figures);
  }
}
