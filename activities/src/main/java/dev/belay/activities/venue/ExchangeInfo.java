package dev.belay.activities.venue;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Symbol;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The exchange's list of contracts and its leverage brackets in the words of the domain. */
final class ExchangeInfo {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private ExchangeInfo() {}

  /** The first bracket of a symbol. */
  record Bracket(int maxLeverage, BigDecimal maintenanceMarginRate) {}

  /** Perpetual contracts in USDT that trade now, in order of symbol. */
  static List<Instrument> instruments(Fields exchangeInfo, Map<Symbol, Bracket> brackets) {
    return instruments(exchangeInfo, brackets, symbol -> true);
  }

  /** As above, only those wanted: what is wrong with another one does not matter. */
  static List<Instrument> instruments(
      Fields exchangeInfo, Map<Symbol, Bracket> brackets, Predicate<String> wanted) {
    List<Instrument> instruments = new ArrayList<>();
    for (Fields contract : exchangeInfo.list("symbols")) {
      if (wanted.test(contract.text("symbol")) && trades(contract)) {
        instruments.add(contract.checked(fields -> instrument(fields, brackets)));
      }
    }
    instruments.sort(Comparator.comparing(Instrument::symbol));
    return List.copyOf(instruments);
  }

  /** Those of the symbols that are listed and do not trade, or not any more, in order of symbol. */
  static List<Instrument> ended(
      Fields exchangeInfo, Map<Symbol, Bracket> brackets, Predicate<String> wanted) {
    List<Instrument> ended = new ArrayList<>();
    for (Fields contract : exchangeInfo.list("symbols")) {
      if (wanted.test(contract.text("symbol")) && !trades(contract)) {
        ended.add(contract.checked(fields -> instrument(fields, brackets)));
      }
    }
    ended.sort(Comparator.comparing(Instrument::symbol));
    return List.copyOf(ended);
  }

  /** How much may be asked in a minute; 0 where no limit is said. */
  static int weightLimit(Fields exchangeInfo) {
    return exchangeInfo.optional("rateLimits", fields -> fields.list("rateLimits")).stream()
        .flatMap(List::stream)
        .filter(each -> each.text("rateLimitType").equals("REQUEST_WEIGHT"))
        .filter(each -> each.text("interval").equals("MINUTE") && each.count("intervalNum") == 1)
        .mapToInt(each -> each.count("limit"))
        .findFirst()
        .orElse(0);
  }

  static Map<Symbol, Bracket> brackets(Fields answer) {
    Map<Symbol, Bracket> brackets = new TreeMap<>();
    for (Fields entry : answer.list()) {
      for (Fields bracket : entry.list("brackets")) {
        if (bracket.number("bracket") == 1 && nameable(entry)) {
          brackets.put(
              entry.symbol("symbol"),
              new Bracket(bracket.count("initialLeverage"), bracket.decimal("maintMarginRatio")));
        }
      }
    }
    return brackets;
  }

  private static boolean trades(Fields contract) {
    return contract.text("status").equals("TRADING")
        && contract.text("contractType").equals("PERPETUAL")
        && contract.text("quoteAsset").equals("USDT")
        && nameable(contract);
  }

  /** A few real contracts are named in other scripts; Belay does not trade them. */
  private static boolean nameable(Fields contract) {
    return contract.text("symbol").matches("[A-Z0-9]{2,20}");
  }

  private static Instrument instrument(Fields contract, Map<Symbol, Bracket> brackets) {
    Symbol symbol = contract.symbol("symbol");
    Fields price =
        filter(contract, "PRICE_FILTER").orElseThrow(() -> missing(contract, "PRICE_FILTER"));
    Fields lot = filter(contract, "LOT_SIZE").orElseThrow(() -> missing(contract, "LOT_SIZE"));
    // Entries and exits are market orders, whose own limits are the narrower.
    Fields market = filter(contract, "MARKET_LOT_SIZE").orElse(lot);
    Fields notional =
        filter(contract, "MIN_NOTIONAL").orElseThrow(() -> missing(contract, "MIN_NOTIONAL"));
    Bracket bracket = brackets.getOrDefault(symbol, cautious(contract));
    return new Instrument(
        symbol,
        positive(price, "tickSize"),
        positive(lot, "stepSize"),
        market.quantity("minQty"),
        market.quantity("maxQty"),
        notional.usdt("notional"),
        bracket.maxLeverage(),
        bracket.maintenanceMarginRate(),
        contract
            .optional("liquidationFee", fields -> fields.decimal("liquidationFee"))
            .orElse(BigDecimal.ZERO));
  }

  /** The list's own margin percentages are stricter than the first bracket. */
  private static Bracket cautious(Fields contract) {
    BigDecimal required =
        contract
            .optional("requiredMarginPercent", f -> f.decimal("requiredMarginPercent"))
            .orElse(HUNDRED);
    BigDecimal maintenance =
        contract
            .optional("maintMarginPercent", f -> f.decimal("maintMarginPercent"))
            .orElse(HUNDRED);
    int leverage =
        required.signum() > 0 ? HUNDRED.divide(required, 0, RoundingMode.DOWN).intValue() : 1;
    return new Bracket(Math.max(1, leverage), maintenance.movePointLeft(2));
  }

  private static Optional<Fields> filter(Fields contract, String type) {
    return contract.list("filters").stream()
        .filter(filter -> filter.text("filterType").equals(type))
        .findFirst();
  }

  private static BigDecimal positive(Fields filter, String name) {
    BigDecimal value = filter.decimal(name);
    if (value.signum() <= 0) {
      throw new IllegalArgumentException("expected a positive " + name + ", found " + value);
    }
    return value.stripTrailingZeros();
  }

  private static VenueException missing(Fields contract, String filter) {
    return new VenueException.Unknown(
        "Malformed answer at %s: expected a filter %s, found none"
            .formatted(contract.where(), filter));
  }
}
