package dev.belay.strategies.portfolio;

import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.Action;
import dev.belay.domain.portfolio.Decision;
import dev.belay.domain.portfolio.Refusal;
import dev.belay.domain.portfolio.RefusalCode;
import dev.belay.domain.position.Direction;
import dev.belay.strategies.portfolio.ElementReader.RefusedException;
import dev.belay.strategies.portfolio.ParsedReply.Readable;
import dev.belay.strategies.portfolio.ParsedReply.Unreadable;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a model's reply: tolerant of what stands around and of spelling, strict about every number.
 *
 * <p>A reply is data. Nothing in it is ever followed, looked up or evaluated; what comes out are
 * the six actions on known symbols with numbers in range, or refusals. Never throws on any text.
 */
public final class ReplyParser {
  private static final BigDecimal LEAST = new BigDecimal("0.00000001");
  private static final BigDecimal MOST = new BigDecimal("1000000000");
  private static final int MAX_LEVERAGE = 10;
  private static final int MAX_ELEMENTS = 50;
  private static final int MAX_REASONING = 4000;
  private static final int MAX_ELEMENT_REASONING = 1000;

  private final List<Symbol> symbols;
  private final List<Quote> quotes;

  /**
   * @param symbols those the agent may trade
   * @param quotes against which stops and targets are checked
   */
  public ReplyParser(List<Symbol> symbols, List<Quote> quotes) {
    this.symbols = List.copyOf(symbols);
    this.quotes = List.copyOf(quotes);
  }

  public ParsedReply parse(String reply) {
    return switch (ReplyDocument.find(reply)) {
      case ReplyDocument.Found.Nothing nothing -> new Unreadable(nothing.reason());
      case ReplyDocument.Found.Document document -> read(document);
    };
  }

  private ParsedReply read(ReplyDocument.Found.Document document) {
    String json = document.json();
    String before = document.before().replace("```json", "").replace("```", "").strip();
    if (json.startsWith("[")) {
      return readAll(before, JsonPieces.elements(json));
    }
    JsonPieces.Fields wrapper = JsonPieces.fields(json);
    if (!wrapper.has("decisions")) {
      return readAll(before, List.of(json));
    }
    List<String> decisions = wrapper.values("decisions");
    if (decisions.size() > 1) {
      return new Unreadable("Expected one field decisions, found " + decisions.size());
    }
    String value = decisions.getFirst();
    String reasoning = new ElementReader(wrapper).textOr("reasoning", "");
    String said = reasoning.isBlank() ? before : reasoning;
    if (value.startsWith("[") && value.endsWith("]")) {
      return readAll(said, JsonPieces.elements(value));
    }
    return value.startsWith("{") && value.endsWith("}")
        ? readAll(said, List.of(value))
        : new Unreadable("Expected decisions to be an array, was neither that nor an object");
  }

  private ParsedReply readAll(String reasoning, List<String> pieces) {
    if (pieces.size() > MAX_ELEMENTS) {
      return new Unreadable(
          "Expected at most %d decisions, found %d".formatted(MAX_ELEMENTS, pieces.size()));
    }
    List<ParsedElement> elements = new ArrayList<>();
    Set<Symbol> traded = new LinkedHashSet<>();
    for (String piece : pieces) {
      ParsedElement element = readOne(piece);
      Symbol symbol = element.symbol();
      if (element.trades() && symbol != null && !traded.add(symbol)) {
        Refusal refusal =
            new Refusal(
                RefusalCode.SYMBOL_REPEATED,
                "Expected one trade in %s, an earlier element has one".formatted(symbol));
        element = ParsedElement.refused(piece, symbol, element.action(), refusal);
      }
      elements.add(element);
    }
    return new Readable(Excerpt.of(reasoning, MAX_REASONING), elements);
  }

  private ParsedElement readOne(String piece) {
    if (!piece.startsWith("{") || !piece.endsWith("}")) {
      String detail = "Expected a JSON object, was " + Excerpt.of(piece, 80);
      return ParsedElement.refused(
          piece, null, null, new Refusal(RefusalCode.FORMAT_NOT_AN_OBJECT, detail));
    }
    JsonPieces.Fields fields = JsonPieces.fields(piece);
    ElementReader reader = new ElementReader(fields);
    Symbol symbol = SymbolSpelling.read(reader.textOr("symbol", ""), symbols).orElse(null);
    Action action = action(reader.textOr("action", ""));
    try {
      return ParsedElement.accepted(piece, decision(fields, reader, symbol, action));
    } catch (RefusedException e) {
      return ParsedElement.refused(piece, symbol, action, e.refusal());
    }
  }

  private Decision decision(
      JsonPieces.Fields fields,
      ElementReader reader,
      @Nullable Symbol symbol,
      @Nullable Action action)
      throws RefusedException {
    if (!fields.strays().isEmpty()) {
      throw ElementReader.type(
          "element", "fields with a name and a value", fields.strays().getFirst());
    }
    String actionText = reader.text("action");
    if (action == null) {
      throw new RefusedException(
          RefusalCode.FORMAT_UNKNOWN_ACTION,
          "action: expected open_long, open_short, close_long, close_short, hold or wait, was \"%s\""
              .formatted(Excerpt.of(actionText, 80)));
    }
    String symbolText = reader.text("symbol");
    if (symbol == null) {
      throw new RefusedException(
          RefusalCode.SYMBOL_UNKNOWN,
          "symbol: expected one of %s, was \"%s\"".formatted(symbols, Excerpt.of(symbolText, 80)));
    }
    return action.opens() ? open(reader, symbol, action) : other(reader, symbol, action);
  }

  /** Closing and holding need no numbers, so none can keep a position from being closed. */
  private static Decision other(ElementReader reader, Symbol symbol, Action action) {
    Integer confidence = reader.wholeNumberOrNull("confidence", 0, 100);
    return new Decision(
        symbol, action, null, null, null, null, confidence, null, reasoning(reader));
  }

  private Decision open(ElementReader reader, Symbol symbol, Action action)
      throws RefusedException {
    int leverage = reader.wholeNumber("leverage", 1, MAX_LEVERAGE);
    BigDecimal size = reader.decimal("position_size_usd", LEAST, MOST);
    Price stop = Price.of(reader.decimal("stop_loss", LEAST, MOST));
    Price target = Price.of(reader.decimal("take_profit", LEAST, MOST));
    int confidence = reader.wholeNumber("confidence", 0, 100);
    BigDecimal risk = reader.decimalOrNull("risk_usd", BigDecimal.ZERO, MOST);
    checkSides(symbol, action, stop, target);
    return new Decision(
        symbol,
        action,
        leverage,
        Usdt.of(size),
        stop,
        target,
        confidence,
        risk == null ? null : Usdt.of(risk),
        reasoning(reader));
  }

  private void checkSides(Symbol symbol, Action action, Price stop, Price target)
      throws RefusedException {
    Quote quote =
        quotes.stream()
            .filter(q -> q.symbol().equals(symbol))
            .findFirst()
            .orElseThrow(
                () ->
                    new RefusedException(
                        RefusalCode.PRICE_UNKNOWN, "Expected a price of " + symbol + ", was none"));
    Direction direction = action == Action.OPEN_LONG ? Direction.LONG : Direction.SHORT;
    Direction opposite = action == Action.OPEN_LONG ? Direction.SHORT : Direction.LONG;
    for (Price price : List.of(quote.last(), quote.mark())) {
      checkSide("stop_loss", direction, stop, price);
      checkSide("take_profit", opposite, target, price);
    }
  }

  private static void checkSide(String name, Direction direction, Price trigger, Price price)
      throws RefusedException {
    if (!direction.isStopSide(trigger, price)) {
      throw new RefusedException(
          RefusalCode.STOP_WRONG_SIDE,
          "%s: expected a price %s %s, was %s"
              .formatted(name, direction == Direction.LONG ? "below" : "above", price, trigger));
    }
  }

  private static @Nullable Action action(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
    return Action.parse(plain.toLowerCase(Locale.ROOT)).orElse(null);
  }

  private static String reasoning(ElementReader reader) {
    return Excerpt.of(reader.textOr("reasoning", ""), MAX_ELEMENT_REASONING);
  }
}
