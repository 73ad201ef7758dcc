package dev.belay.strategies.portfolio;

import dev.belay.domain.market.Symbol;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Recognises BTC, BTC/USDT, btc-usdt, BTC/USDT:USDT and the like as BTCUSDT. */
final class SymbolSpelling {
  private static final String QUOTE = "USDT";

  private SymbolSpelling() {}

  static Optional<Symbol> read(String text, List<Symbol> known) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
    int settlement = plain.indexOf(':');
    String pair = settlement < 0 ? plain : plain.substring(0, settlement);
    String name = pair.strip().replaceAll("[\\s/_-]", "");
    return known.stream()
        .filter(symbol -> symbol.value().equals(name) || symbol.value().equals(name + QUOTE))
        .findFirst();
  }
}
