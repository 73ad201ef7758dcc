package dev.belay.data;

import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The first {@value #BYTES} bytes of a stored file, little endian. Behind them are the columns of
 * {@link Column}, eight bytes a value, and the SHA-256 of each source.
 *
 * @param derived whether the candles were made of shorter ones of the same store
 * @param digest of the candles, as {@link dev.belay.domain.market.Candles#digest}
 * @param checksums CRC-32C of each column, then of the sources
 */
record StoreHeader(
    Symbol symbol,
    Interval interval,
    int priceDecimals,
    int count,
    int sources,
    boolean derived,
    String digest,
    List<Integer> checksums) {
  static final int BYTES = 128;
  static final int SOURCE = 32;
  static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

  /** One mapping has so many at most. */
  static final int MOST = (Integer.MAX_VALUE - BYTES) / columns(1) - 4096;

  private static final long MAGIC = 0x534c444e43594c42L; // BLYCNDLS
  private static final int VERSION = 1;
  private static final int CHECKED_FROM = 16;
  private static final int SYMBOL = 24;
  private static final int INTERVAL = 8;

  /** The bytes of the columns of so many candles. */
  static int columns(int count) {
    return Column.values().length * Long.BYTES * count;
  }

  /** How long the file is. */
  long fileBytes() {
    return BYTES + (long) columns(count) + (long) sources * SOURCE;
  }

  ByteBuffer encoded() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ORDER);
    bytes.position(CHECKED_FROM);
    bytes.putInt(priceDecimals).putInt(derived ? 1 : 0).putInt(count).putInt(sources);
    put(bytes, symbol.value(), SYMBOL);
    put(bytes, interval.toString(), INTERVAL);
    bytes.put(HexFormat.of().parseHex(digest));
    checksums.forEach(bytes::putInt);
    bytes.putLong(0, MAGIC).putInt(8, VERSION).putInt(12, crc(bytes.duplicate()));
    return bytes.rewind();
  }

  /**
   * @param bytes of the whole file
   * @throws BadCandleFile if it is no file of a store, of a newer Belay, cut off or damaged
   */
  static StoreHeader decode(Path file, ByteBuffer bytes) {
    ByteBuffer head = bytes.duplicate().order(ORDER);
    if (head.limit() < BYTES || head.getLong(0) != MAGIC) {
      throw bad(file, "content", "something else", "of a candle store");
    }
    if (head.getInt(8) != VERSION) {
      throw bad(file, "version", "" + head.getInt(8), "as this Belay writes it, " + VERSION);
    }
    int crc = crc(head.duplicate());
    if (head.getInt(12) != crc) {
      throw bad(
          file, "checksum of the head", hex(crc), "as it was written, " + hex(head.getInt(12)));
    }
    head.position(CHECKED_FROM);
    int decimals = head.getInt();
    boolean derived = head.getInt() != 0;
    int count = head.getInt();
    int sources = head.getInt();
    Symbol symbol = Symbol.of(text(head, SYMBOL));
    Interval interval = Interval.of(text(head, INTERVAL));
    byte[] digest = new byte[32];
    head.get(digest);
    Integer[] checksums = new Integer[Column.values().length + 1];
    for (int i = 0; i < checksums.length; i++) {
      checksums[i] = head.getInt();
    }
    StoreHeader header =
        new StoreHeader(
            symbol,
            interval,
            decimals,
            count,
            sources,
            derived,
            HexFormat.of().formatHex(digest),
            List.of(checksums));
    if (header.fileBytes() != bytes.limit()) {
      throw bad(
          file,
          "size",
          bytes.limit() + " bytes",
          "as its head says, %d bytes".formatted(header.fileBytes()));
    }
    return header;
  }

  static String hex(int checksum) {
    return HexFormat.of().toHexDigits(checksum);
  }

  private static BadCandleFile bad(Path file, String field, String found, String expected) {
    return new BadCandleFile(file, 0, field, found, expected);
  }

  private static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.limit(BYTES).position(CHECKED_FROM));
    return (int) crc.getValue();
  }

  private static void put(ByteBuffer bytes, String text, int width) {
    byte[] padded = new byte[width];
    byte[] letters = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(letters, 0, padded, 0, letters.length);
    bytes.put(padded);
  }

  private static String text(ByteBuffer bytes, int width) {
    byte[] padded = new byte[width];
    bytes.get(padded);
    return new String(padded, StandardCharsets.US_ASCII).replace("\0", "");
  }
}
