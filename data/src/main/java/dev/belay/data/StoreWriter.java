package dev.belay.data;

import dev.belay.domain.market.Candles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/** Writes a file of a store. */
final class StoreWriter {
  private static final int BLOCK = 1 << 17;

  private StoreWriter() {}

  /** How long the file will be. */
  static long bytes(Candles candles, int sources) {
    return StoreHeader.BYTES
        + (long) candles.size() * StoreHeader.columns(1)
        + (long) sources * StoreHeader.SOURCE;
  }

  /** The file has all of it or is not there; that it outlasts a loss of power is not yet sure. */
  static void write(Path file, Candles candles, boolean derived, List<String> sources)
      throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (FileChannel channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      channel.position(StoreHeader.BYTES);
      ByteBuffer block = ByteBuffer.allocateDirect(BLOCK).order(StoreHeader.ORDER);
      List<Integer> checksums = new ArrayList<>();
      for (Column column : Column.values()) {
        checksums.add(write(channel, block, candles, column));
      }
      checksums.add(write(channel, sources));
      StoreHeader header =
          new StoreHeader(
              candles.symbol(),
              candles.interval(),
              candles.priceDecimals(),
              candles.size(),
              sources.size(),
              derived,
              candles.digest(),
              checksums);
      all(channel.position(0), header.encoded());
    } catch (IOException e) {
      Files.deleteIfExists(part);
      throw e;
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static int write(FileChannel channel, ByteBuffer block, Candles candles, Column column)
      throws IOException {
    CRC32C crc = new CRC32C();
    int size = candles.size();
    int i = 0;
    while (i < size) {
      block.clear();
      int end = Math.min(size, i + BLOCK / Long.BYTES);
      while (i < end) {
        block.putLong(column.of(candles, i++));
      }
      block.flip();
      crc.update(block.duplicate());
      all(channel, block);
    }
    return (int) crc.getValue();
  }

  private static int write(FileChannel channel, List<String> sources) throws IOException {
    CRC32C crc = new CRC32C();
    for (String source : sources) {
      byte[] bytes = HexFormat.of().parseHex(source);
      crc.update(bytes);
      all(channel, ByteBuffer.wrap(bytes));
    }
    return (int) crc.getValue();
  }

  private static void all(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
