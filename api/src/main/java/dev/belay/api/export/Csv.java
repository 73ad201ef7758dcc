package dev.belay.api.export;

import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Lines of RFC 4180: commas, CRLF, cells quoted where they must be.
 *
 * <p>A text that a spreadsheet would take for a formula gets an apostrophe before it: models write
 * such texts, and a formula may read other cells or fetch addresses. Numbers are left alone, also
 * negative ones.
 */
final class Csv {
  private static final String FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

  private Csv() {}

  static String line(@Nullable Object[] cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      line.append(i == 0 ? "" : ",").append(cell(cells[i]));
    }
    return line.append("\r\n").toString();
  }

  static String cell(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case String text -> quoted(harmless(text));
      case BigDecimal number -> number.toPlainString();
      case Double number -> BigDecimal.valueOf(number).toPlainString();
      case Number number -> number.toString();
      case Usdt money -> money.toString();
      case Price price -> price.toString();
      case Quantity quantity -> quantity.toString();
      case Object other -> quoted(harmless(other.toString()));
    };
  }

  private static String harmless(String text) {
    String start = text.stripLeading();
    boolean risky =
        !text.isEmpty()
            && (FORMULA.indexOf(text.charAt(0)) >= 0
                || (!start.isEmpty() && FORMULA.indexOf(start.charAt(0)) >= 0));
    return risky ? "'" + text : text;
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain && text.equals(text.strip()) ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
