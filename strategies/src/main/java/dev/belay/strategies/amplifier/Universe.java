package dev.belay.strategies.amplifier;

import dev.belay.domain.market.Symbol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The symbols that may be traded: what is quoted in USDT, without the signal itself, stablecoins,
 * currencies, wrapped assets and leveraged tokens. A base such as BTCUP is leveraged when what is
 * left of it without its ending is a base by itself; so JUP is a coin.
 *
 * @param symbols in order
 * @param leftOut in order of symbol
 */
public record Universe(List<Symbol> symbols, List<LeftOut> leftOut) {
  public Universe {
    symbols = List.copyOf(symbols);
    leftOut = List.copyOf(leftOut);
  }

  /** What is left of all that a venue has. */
  public static Universe of(Collection<Symbol> all, ScannerSettings.Exclusions exclusions) {
    Set<String> bases = new HashSet<>();
    all.forEach(each -> bases.add(base(each, exclusions)));
    bases.add(exclusions.signal());
    List<Symbol> symbols = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    for (Symbol each : all.stream().sorted().distinct().toList()) {
      Reason reason = reason(each, exclusions, bases);
      if (reason == null) {
        symbols.add(each);
      } else {
        leftOut.add(new LeftOut(each, Why.of(reason)));
      }
    }
    return new Universe(symbols, leftOut);
  }

  private static String base(Symbol symbol, ScannerSettings.Exclusions exclusions) {
    String value = symbol.value();
    return value.endsWith(exclusions.quote())
        ? value.substring(0, value.length() - exclusions.quote().length())
        : value;
  }

  private static @Nullable Reason reason(
      Symbol symbol, ScannerSettings.Exclusions exclusions, Set<String> bases) {
    String base = base(symbol, exclusions);
    if (base.length() == symbol.value().length()) {
      return Reason.UNIVERSE_OTHER_QUOTE;
    }
    if (base.equals(exclusions.signal())) {
      return Reason.UNIVERSE_SIGNAL;
    }
    if (exclusions.stablecoins().contains(base)) {
      return Reason.UNIVERSE_STABLECOIN;
    }
    if (exclusions.fiat().contains(base)) {
      return Reason.UNIVERSE_FIAT;
    }
    if (exclusions.wrapped().contains(base)) {
      return Reason.UNIVERSE_WRAPPED;
    }
    return exclusions.leveragedEndings().stream()
            .anyMatch(
                end ->
                    base.endsWith(end)
                        && bases.contains(base.substring(0, base.length() - end.length())))
        ? Reason.UNIVERSE_LEVERAGED
        : null;
  }
}
