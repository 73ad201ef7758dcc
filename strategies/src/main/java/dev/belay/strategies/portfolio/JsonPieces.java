package dev.belay.strategies.portfolio;

import java.util.ArrayList;
import java.util.List;

/** Splits a scanned document at the commas of its outermost level, leaving the pieces unparsed. */
final class JsonPieces {
  private JsonPieces() {}

  /**
   * A field of an object.
   *
   * @param value the text after the colon, not parsed
   */
  record Field(String name, String value) {}

  /**
   * An object's fields.
   *
   * @param strays pieces that are no field, such as the 000 of an unquoted 1,000
   */
  record Fields(List<Field> fields, List<String> strays) {
    List<String> values(String name) {
      return fields.stream().filter(f -> f.name().equals(name)).map(Field::value).toList();
    }

    boolean has(String name) {
      return fields.stream().anyMatch(f -> f.name().equals(name));
    }
  }

  /** The elements of an array; none of {@code []}. */
  static List<String> elements(String array) {
    List<String> pieces = split(array);
    if (pieces.getLast().isEmpty()) {
      // An empty array, or a comma after the last element.
      pieces.removeLast();
    }
    return pieces;
  }

  static Fields fields(String object) {
    List<Field> fields = new ArrayList<>();
    List<String> strays = new ArrayList<>();
    for (String piece : elements(object)) {
      int end = piece.startsWith("\"") ? afterString(piece, 0) : -1;
      int colon = end < 0 ? -1 : piece.indexOf(':', end);
      if (colon < 0 || !piece.substring(end, colon).isBlank()) {
        strays.add(piece);
      } else {
        fields.add(new Field(piece.substring(1, end - 1), piece.substring(colon + 1).strip()));
      }
    }
    return new Fields(fields, strays);
  }

  private static List<String> split(String document) {
    List<String> pieces = new ArrayList<>();
    int depth = 0;
    int from = 1;
    int end = document.length() - 1;
    for (int i = 1; i < end; i++) {
      switch (document.charAt(i)) {
        case '"' -> i = afterString(document, i) - 1;
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        case ',' -> {
          if (depth == 0) {
            pieces.add(document.substring(from, i).strip());
            from = i + 1;
          }
        }
        default -> {}
      }
    }
    pieces.add(document.substring(Math.min(from, end), end).strip());
    return pieces;
  }

  /** Index after the string that starts with the quote at the given index. */
  private static int afterString(String text, int quote) {
    int i = quote + 1;
    while (i < text.length() && text.charAt(i) != '"') {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(i + 1, text.length());
  }
}
