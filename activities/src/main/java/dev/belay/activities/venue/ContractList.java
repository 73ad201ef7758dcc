package dev.belay.activities.venue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Symbol;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The venue's list of contracts where it was kept in a file. */
public final class ContractList {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ContractList() {}

  /**
   * Those of the symbols that are listed and trade, in order of symbol.
   *
   * @param text what {@code /fapi/v1/exchangeInfo} answers
   * @param where the text is from, for messages
   * @throws IllegalArgumentException if it is no such list
   */
  public static List<Instrument> read(String text, String where, List<Symbol> symbols) {
    Set<String> wanted = new HashSet<>();
    symbols.forEach(symbol -> wanted.add(symbol.value()));
    try {
      return ExchangeInfo.instruments(
          Fields.of(JSON.readTree(text), where), Map.of(), wanted::contains);
    } catch (JsonProcessingException | RuntimeException e) {
      throw new IllegalArgumentException(
          "Expected in %s what /fapi/v1/exchangeInfo answers, but %s"
              .formatted(where, e.getMessage()),
          e);
    }
  }
}
