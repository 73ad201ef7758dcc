package dev.belay.activities.research.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A page as it grows. What is not of this class is escaped. */
final class Html {
  private final StringBuilder text = new StringBuilder(1 << 16);

  Html raw(String markup) {
    text.append(markup);
    return this;
  }

  Html text(@Nullable Object value) {
    text.append(escaped(String.valueOf(value)));
    return this;
  }

  /** An element with text in it. */
  Html element(String name, @Nullable Object value) {
    return raw("<").raw(name).raw(">").text(value).raw("</" + name.split(" ", 2)[0] + ">");
  }

  /** A table's cell of a number, with a colour for its sign where that says something. */
  Html number(@Nullable Double value, int decimals, boolean signed) {
    if (value == null || Double.isNaN(value)) {
      return raw("<td class=n>–</td>");
    }
    String sign = signed && value > 0 ? " up" : signed && value < 0 ? " down" : "";
    return raw("<td class=\"n%s\">".formatted(sign)).text(plain(value, decimals)).raw("</td>");
  }

  /** Grouped, with so many decimals; nothing is less than nothing. */
  static String plain(double value, int decimals) {
    String text = String.format(Locale.ROOT, "%,." + decimals + "f", value);
    return text.matches("-[0.]+") ? text.substring(1) : text;
  }

  static String escaped(String value) {
    StringBuilder out = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
