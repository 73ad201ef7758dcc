package dev.belay.simulator.stream;

import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A stream as the exchange names it, such as {@code btcusdt@kline_1m}. */
public sealed interface StreamName {
  String EXPECTED =
      "<symbol>@bookTicker, !bookTicker, <symbol>@depth, <symbol>@depth<5|10|20> (both also @100ms,"
          + " @250ms or @500ms), <symbol>@aggTrade, <symbol>@markPrice, <symbol>@markPrice@1s,"
          + " !markPrice@arr, !markPrice@arr@1s, <symbol>@kline_<interval> or a listen key";

  Pattern DEPTH = Pattern.compile("depth(5|10|20)?(?:@(100|250|500)ms)?");

  /** How often depth is told unless its name says so. */
  int USUAL_MILLIS = 250;

  /** As a client names it, and as combined events say it. */
  String text();

  /** Under which of the exchange's paths it is: /public, /market or /private. */
  Route route();

  /** Where streams are found. */
  enum Route {
    /** The exchange's old paths, without a word before them: everything. */
    ANY,
    PUBLIC,
    MARKET,
    PRIVATE;

    boolean serves(StreamName name) {
      return this == ANY || this == name.route();
    }

    @Override
    public String toString() {
      return this == ANY ? "" : "/" + name().toLowerCase(Locale.ROOT);
    }
  }

  /** The best bid and ask of a symbol. */
  record BookTicker(Symbol symbol) implements StreamName {
    @Override
    public String text() {
      return lower(symbol) + "@bookTicker";
    }

    @Override
    public Route route() {
      return Route.PUBLIC;
    }
  }

  /** The best bid and ask of everything. */
  record AllBookTickers() implements StreamName {
    @Override
    public String text() {
      return "!bookTicker";
    }

    @Override
    public Route route() {
      return Route.PUBLIC;
    }
  }

  /** The best 5, 10 or 20 levels of a symbol's book, each so many wall milliseconds. */
  record BestLevels(Symbol symbol, int levels, int millis) implements StreamName {
    @Override
    public String text() {
      return lower(symbol) + "@depth" + levels + speed(millis);
    }

    @Override
    public Route route() {
      return Route.PUBLIC;
    }
  }

  /** What changes in a symbol's book, looked for each so many wall milliseconds. */
  record BookChanges(Symbol symbol, int millis) implements StreamName {
    @Override
    public String text() {
      return lower(symbol) + "@depth" + speed(millis);
    }

    @Override
    public Route route() {
      return Route.PUBLIC;
    }
  }

  /** What has traded in each candle that closes. */
  record AggTrades(Symbol symbol) implements StreamName {
    @Override
    public String text() {
      return lower(symbol) + "@aggTrade";
    }

    @Override
    public Route route() {
      return Route.MARKET;
    }
  }

  /** Mark price and funding of a symbol; each second, or each third. */
  record MarkPrice(Symbol symbol, boolean eachSecond) implements StreamName {
    @Override
    public String text() {
      return lower(symbol) + "@markPrice" + (eachSecond ? "@1s" : "");
    }

    @Override
    public Route route() {
      return Route.MARKET;
    }
  }

  /** Mark price and funding of everything, in one event. */
  record AllMarkPrices(boolean eachSecond) implements StreamName {
    @Override
    public String text() {
      return "!markPrice@arr" + (eachSecond ? "@1s" : "");
    }

    @Override
    public Route route() {
      return Route.MARKET;
    }
  }

  /** Candles of a symbol, also the one that is still forming. */
  record Kline(Symbol symbol, Interval interval) implements StreamName {
    @Override
    public String text() {
      return lower(symbol) + "@kline_" + interval;
    }

    @Override
    public Route route() {
      return Route.MARKET;
    }
  }

  /** What happens to an account. */
  record User(String listenKey) implements StreamName {
    @Override
    public String text() {
      return listenKey;
    }

    @Override
    public Route route() {
      return Route.PRIVATE;
    }

    /** Without the key: who has it may listen. */
    @Override
    public String toString() {
      return "User";
    }
  }

  /**
   * Reads a name.
   *
   * @throws StreamRefused if there is no such stream
   */
  static StreamName parse(String text) {
    switch (text) {
      case "!bookTicker" -> {
        return new AllBookTickers();
      }
      case "!markPrice@arr", "!markPrice@arr@1s" -> {
        return new AllMarkPrices(text.endsWith("@1s"));
      }
      default -> {
        int at = text.indexOf('@');
        return at < 0 ? user(text) : ofSymbol(text, text.substring(0, at), text.substring(at + 1));
      }
    }
  }

  private static StreamName user(String text) {
    if (!text.matches("[A-Za-z0-9]{1,128}")) {
      throw unknown(text);
    }
    return new User(text);
  }

  private static StreamName ofSymbol(String text, String symbol, String kind) {
    if (!symbol.equals(symbol.toLowerCase(Locale.ROOT))) {
      throw new StreamRefused("Expected a symbol in lower case, was " + symbol);
    }
    try {
      Symbol of = Symbol.of(symbol.toUpperCase(Locale.ROOT));
      if (kind.startsWith("kline_")) {
        return new Kline(of, Interval.of(kind.substring("kline_".length())));
      }
      Matcher depth = DEPTH.matcher(kind);
      if (depth.matches()) {
        return depth(of, depth.group(1), depth.group(2));
      }
      return switch (kind) {
        case "bookTicker" -> new BookTicker(of);
        case "aggTrade" -> new AggTrades(of);
        case "markPrice", "markPrice@1s" -> new MarkPrice(of, kind.endsWith("@1s"));
        default -> throw unknown(text);
      };
    } catch (IllegalArgumentException e) {
      throw new StreamRefused(String.valueOf(e.getMessage()));
    }
  }

  private static StreamName depth(Symbol symbol, @Nullable String levels, @Nullable String speed) {
    int millis = speed == null ? USUAL_MILLIS : Integer.parseInt(speed);
    return levels == null
        ? new BookChanges(symbol, millis)
        : new BestLevels(symbol, Integer.parseInt(levels), millis);
  }

  private static String speed(int millis) {
    return millis == USUAL_MILLIS ? "" : "@" + millis + "ms";
  }

  private static StreamRefused unknown(String text) {
    return new StreamRefused("Expected one of %s, was %s".formatted(EXPECTED, text));
  }

  private static String lower(Symbol symbol) {
    return symbol.value().toLowerCase(Locale.ROOT);
  }
}
