package dev.belay.data;

import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Candles of a store, read where they lie: the file is mapped, and a page of it read when it is
 * first looked at. A file that is replaced meanwhile stays as it was for who has it open.
 */
public final class StoredCandles implements Candles {
  private final Path file;
  private final StoreHeader header;
  private final ByteBuffer bytes;
  private final LongBuffer times;
  private final LongBuffer opens;
  private final LongBuffer highs;
  private final LongBuffer lows;
  private final LongBuffer closes;
  private final LongBuffer volumes;

  private StoredCandles(Path file, StoreHeader header, ByteBuffer bytes) {
    this.file = file;
    this.header = header;
    this.bytes = bytes;
    this.times = column(Column.TIME);
    this.opens = column(Column.OPEN);
    this.highs = column(Column.HIGH);
    this.lows = column(Column.LOW);
    this.closes = column(Column.CLOSE);
    this.volumes = column(Column.VOLUME);
  }

  /**
   * Looks at size and head only; {@link #verify} looks at everything.
   *
   * @throws BadCandleFile if it is no such file, of a newer Belay or cut off
   * @throws UncheckedIOException if it can't be read
   */
  static StoredCandles open(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new BadCandleFile(
            file, 0, "size", channel.size() + " bytes", "of at most " + Integer.MAX_VALUE);
      }
      ByteBuffer bytes =
          channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()).order(StoreHeader.ORDER);
      return new StoredCandles(file, StoreHeader.decode(file, bytes), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read " + file, e);
    }
  }

  private LongBuffer column(Column column) {
    return slice(column).asLongBuffer();
  }

  private ByteBuffer slice(Column column) {
    int length = header.count() * Long.BYTES;
    return bytes
        .slice(StoreHeader.BYTES + column.place() * length, length)
        .order(StoreHeader.ORDER);
  }

  private ByteBuffer sourceBytes() {
    return bytes.slice(
        StoreHeader.BYTES + StoreHeader.columns(header.count()),
        header.sources() * StoreHeader.SOURCE);
  }

  public Path file() {
    return file;
  }

  /** Whether they were made of shorter candles of the same store, rather than imported. */
  public boolean isDerived() {
    return header.derived();
  }

  /** SHA-256 of each file that was imported, in order; of made ones, what they were made of. */
  List<String> sources() {
    ByteBuffer all = sourceBytes();
    List<String> sources = new ArrayList<>();
    byte[] one = new byte[StoreHeader.SOURCE];
    while (all.hasRemaining()) {
      all.get(one);
      sources.add(HexFormat.of().formatHex(one));
    }
    return sources;
  }

  /**
   * Reads every byte and holds it against the checksums.
   *
   * @throws BadCandleFile if one was changed since it was written
   */
  public void verify() {
    for (Column column : Column.values()) {
      verify("checksum of the " + column, slice(column), column.place());
    }
    verify("checksum of the sources", sourceBytes(), Column.values().length);
  }

  private void verify(String what, ByteBuffer part, int index) {
    CRC32C crc = new CRC32C();
    crc.update(part);
    int found = (int) crc.getValue();
    int expected = header.checksums().get(index);
    if (found != expected) {
      throw new BadCandleFile(
          file, 0, what, StoreHeader.hex(found), "as it was written, " + StoreHeader.hex(expected));
    }
  }

  @Override
  public Symbol symbol() {
    return header.symbol();
  }

  @Override
  public Interval interval() {
    return header.interval();
  }

  @Override
  public int priceDecimals() {
    return header.priceDecimals();
  }

  @Override
  public int size() {
    return header.count();
  }

  @Override
  public long openTime(int index) {
    return times.get(index);
  }

  @Override
  public long open(int index) {
    return opens.get(index);
  }

  @Override
  public long high(int index) {
    return highs.get(index);
  }

  @Override
  public long low(int index) {
    return lows.get(index);
  }

  @Override
  public long close(int index) {
    return closes.get(index);
  }

  @Override
  public long volume(int index) {
    return volumes.get(index);
  }

  /** As it was when the file was written; {@link #verify} says whether it still is. */
  @Override
  public String digest() {
    return header.digest();
  }
}
