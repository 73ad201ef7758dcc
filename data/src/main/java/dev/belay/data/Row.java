package dev.belay.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads the bytes of a candle file field by field, without making objects of what is well. */
final class Row {
  private final Path file;
  private final byte[] bytes;
  private int position;
  private long line = 1;
  private int decimals;

  Row(Path file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  boolean atEnd() {
    return position >= bytes.length;
  }

  long line() {
    return line;
  }

  /** The decimals of the number read last, trailing zeros not counted. */
  int decimals() {
    return decimals;
  }

  /** What is left of the line; moves to the next. */
  String restOfLine() {
    int begin = position;
    while (position < bytes.length && bytes[position] != '\n') {
      position++;
    }
    int end = position > begin && bytes[position - 1] == '\r' ? position - 1 : position;
    position++;
    line++;
    return new String(bytes, begin, end - begin, StandardCharsets.UTF_8);
  }

  /**
   * A number without sign or exponent, in units of 10 to the minus {@code places}.
   *
   * @param cut whether further decimals are cut off; if not they are refused
   */
  long number(String field, int places, boolean last, boolean cut, String allowed) {
    int begin = position;
    long units = 0;
    int digits = 0;
    int after = -1;
    int significant = 0;
    boolean fits = true;
    while (position < bytes.length && !ends(position)) {
      byte c = bytes[position++];
      if (c == '.' && after < 0 && digits > 0) {
        after = 0;
      } else if (c >= '0' && c <= '9') {
        digits++;
        after += after >= 0 ? 1 : 0;
        significant = after > 0 && c != '0' ? after : significant;
        if (after <= places) {
          fits &= units < Long.MAX_VALUE / 10 - 1;
          units = units * 10 + (c - '0');
        }
      } else {
        throw refuse(begin, field, allowed);
      }
    }
    int scale = Math.clamp(after, 0, places);
    for (int i = scale; i < places; i++) {
      fits &= units < Long.MAX_VALUE / 10;
      units *= 10;
    }
    if (digits == 0 || after == 0 || !fits || !cut && significant > places) {
      throw refuse(begin, field, allowed);
    }
    decimals = significant;
    close(field, last);
    return units;
  }

  private CandleFileException refuse(int begin, String field, String allowed) {
    int end = begin;
    while (end < bytes.length && !ends(end)) {
      end++;
    }
    String value = new String(bytes, begin, end - begin, StandardCharsets.UTF_8);
    return new CandleFileException(file, line, field, value, allowed);
  }

  private void close(String field, boolean last) {
    boolean comma = position < bytes.length && bytes[position] == ',';
    if (comma == last) {
      throw new CandleFileException(
          file,
          line,
          "line",
          last ? "more after " + field : "an end after " + field,
          "the six fields " + CandleFile.HEADER);
    }
    if (comma) {
      position++;
    } else {
      if (position < bytes.length && bytes[position] == '\r') {
        position++;
      }
      position++;
      line++;
    }
  }

  private boolean ends(int at) {
    return bytes[at] == ','
        || bytes[at] == '\n'
        || bytes[at] == '\r' && (at + 1 == bytes.length || bytes[at + 1] == '\n');
  }
}
