package dev.belay.data;

import java.nio.file.Path;

/** CSV with the header {@value CandleFile#HEADER}. */
final class CsvText extends CandleText {
  private static final long[] POWER = new long[19];

  static {
    POWER[0] = 1;
    for (int i = 1; i < POWER.length; i++) {
      POWER[i] = POWER[i - 1] * 10;
    }
  }

  // Fewer digits than a long may have, so that what is read never overflows.
  private static final int DIGITS = 18;
  private static final int TIME_DIGITS = 15;

  // Where the field that is read next begins.
  private int at;

  private CsvText(Path file) {
    super(file);
  }

  static CsvText of(Path file) {
    CsvText text = new CsvText(file);
    try {
      text.header();
      return text;
    } catch (RuntimeException e) {
      text.close();
      throw e;
    }
  }

  private void header() {
    String header = "";
    if (lines.more()) {
      int end = lines.end();
      header = lines.text(lines.position(), end).strip();
      lines.take(end);
    }
    if (!header.equals(CandleFile.HEADER)) {
      throw new BadCandleFile(file, 1, "header", header, "as " + CandleFile.HEADER);
    }
  }

  @Override
  int fast() {
    byte[] bytes = lines.bytes();
    int from = lines.position();
    int to = from;
    long t = 0;
    for (int digit = bytes[to] - '0'; digit >= 0 && digit <= 9; digit = bytes[to] - '0') {
      t = t * 10 + digit;
      to++;
    }
    if (bytes[to] != ',' || to - from > TIME_DIGITS || t < MIN_TIME || t >= MAX_TIME) {
      return -1;
    }
    at = to + 1;
    long o = price(bytes);
    long h = price(bytes);
    long l = price(bytes);
    long c = price(bytes);
    if (Math.min(Math.min(o, h), Math.min(l, c)) <= 0 || h < Math.max(o, c) || l > Math.min(o, c)) {
      return -1;
    }
    long v = volume(bytes);
    int end = bytes[at] == '\r' ? at + 1 : at;
    if (v < 0 || bytes[end] != '\n') {
      return -1;
    }
    time = t;
    open = o;
    high = h;
    low = l;
    close = c;
    volume = v;
    return end;
  }

  /** The price at the place, which moves behind its comma; −1 if it is not plain. */
  private long price(byte[] bytes) {
    int to = at;
    long value = 0;
    for (int digit = bytes[to] - '0'; digit >= 0 && digit <= 9; digit = bytes[to] - '0') {
      value = value * 10 + digit;
      to++;
    }
    int whole = to - at;
    int decimals = 0;
    if (bytes[to] == '.') {
      int point = to++;
      for (int digit = bytes[to] - '0'; digit >= 0 && digit <= 9; digit = bytes[to] - '0') {
        value = value * 10 + digit;
        to++;
      }
      decimals = to - point - 1;
    }
    if (bytes[to] != ',' || whole == 0 || whole > DIGITS - PRICE_SCALE || decimals > PRICE_SCALE) {
      return -1;
    }
    at = to + 1;
    if (decimals > priceDecimals) {
      priceDecimals = Math.max(priceDecimals, significant(value, decimals));
    }
    return value * POWER[PRICE_SCALE - decimals];
  }

  /** How many decimals are left without the zeros at the end. */
  private static int significant(long value, int decimals) {
    int left = decimals;
    long rest = value;
    while (left > 0 && rest % 10 == 0) {
      rest /= 10;
      left--;
    }
    return left;
  }

  /** The volume at the place, which moves behind it; −1 if it is not plain. */
  private long volume(byte[] bytes) {
    int to = at;
    long value = 0;
    for (int digit = bytes[to] - '0'; digit >= 0 && digit <= 9; digit = bytes[to] - '0') {
      value = value * 10 + digit;
      to++;
    }
    int whole = to - at;
    int decimals = 0;
    if (bytes[to] == '.') {
      int point = to++;
      for (int digit = bytes[to] - '0'; digit >= 0 && digit <= 9; digit = bytes[to] - '0') {
        value = value * 10 + digit;
        to++;
      }
      decimals = to - point - 1;
    }
    if (whole == 0 || whole > DIGITS - VOLUME_SCALE || whole + decimals > DIGITS) {
      return -1;
    }
    at = to;
    if (decimals <= VOLUME_SCALE) {
      return value * POWER[VOLUME_SCALE - decimals];
    }
    // The digit behind the last one kept rounds it, half up.
    long kept = value / POWER[decimals - VOLUME_SCALE - 1];
    return kept / 10 + (kept % 10 >= 5 ? 1 : 0);
  }

  @Override
  void split(int from, int to, String[] into) {
    byte[] bytes = lines.bytes();
    int rest = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
    int last = COLUMNS.size() - 1;
    int start = from;
    for (int column = 0; column <= last; column++) {
      int end = start;
      while (end < rest && bytes[end] != ',') {
        end++;
      }
      into[column] = lines.text(start, end);
      if (end < rest && column == last) {
        throw bad(COLUMNS.get(column), into[column], "as the last of 6 columns");
      }
      if (end == rest && column < last) {
        throw bad(COLUMNS.get(column + 1), "", "as one of 6 columns");
      }
      start = end + 1;
    }
  }
}
