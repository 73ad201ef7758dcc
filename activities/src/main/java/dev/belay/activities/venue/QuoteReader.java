package dev.belay.activities.venue;

import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Quotes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;

/**
 * Reads quotes, mark prices and fundings in fixed point. What can be none is refused with {@link
 * IllegalArgumentException}, {@link ArithmeticException} or {@link VenueException}.
 */
final class QuoteReader {
  /** Far above any price; in fixed point it leaves room for sums. */
  private static final BigDecimal MOST = new BigDecimal("1000000000");

  private QuoteReader() {}

  /**
   * Bid and ask in fixed point.
   *
   * @param heard wall time to which they are true, in epoch milliseconds
   */
  record Book(long bid, long bidSize, long ask, long askSize, long heard) {}

  static Book book(Fields row, String bid, String bidSize, String ask, String askSize, long heard) {
    Book book =
        new Book(
            price(row.decimal(bid)),
            size(row.decimal(bidSize)),
            price(row.decimal(ask)),
            size(row.decimal(askSize)),
            heard);
    if (book.bid >= book.ask) {
      throw new IllegalArgumentException(
          "expected a bid below the ask, found %s and %s"
              .formatted(Fixed.decimal(book.bid), Fixed.decimal(book.ask)));
    }
    return book;
  }

  static LivePrices.Mark mark(
      Fields row, String mark, String index, String rate, String next, long heard) {
    return new LivePrices.Mark(
        price(row.decimal(mark)),
        price(row.decimal(index)),
        row.optional(rate, fields -> fields.decimal(rate))
            .map(QuoteReader::fraction)
            .map(OptionalLong::of)
            .orElse(OptionalLong.empty()),
        row.number(next),
        heard);
  }

  private static long price(BigDecimal price) {
    if (price.signum() <= 0 || price.compareTo(MOST) > 0) {
      throw new IllegalArgumentException("expected a positive price, found " + price);
    }
    return Fixed.of(price);
  }

  /** Sizes are only compared: finer and greater than we count them is no fault. */
  private static long size(BigDecimal size) {
    if (size.signum() < 0) {
      throw new IllegalArgumentException("expected a size of at least 0, found " + size);
    }
    return Fixed.of(size.min(MOST).setScale(8, RoundingMode.DOWN));
  }

  private static long fraction(BigDecimal rate) {
    if (rate.abs().compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException("expected a rate within 1, found " + rate);
    }
    return Fixed.of(rate);
  }

  /** The exchange leaves the mark price of old ones out; then the nearest known counts. */
  static Quotes.Funding funding(Fields row, long nearest) {
    long mark =
        row.optional("markPrice", fields -> fields.decimal("markPrice"))
            .map(QuoteReader::price)
            .orElse(nearest);
    return new Quotes.Funding(
        row.number("fundingTime"), fraction(row.decimal("fundingRate")), mark);
  }
}
