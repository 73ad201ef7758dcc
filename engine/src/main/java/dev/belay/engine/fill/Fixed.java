package dev.belay.engine.fill;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Fixed point numbers: a {@code long} counts units of 1e-8. Products are 128 bits wide, so only a
 * result that does not fit is an error ({@link ArithmeticException}), never a wrong number.
 */
public final class Fixed {
  /** 1.0. */
  public static final long ONE = 100_000_000L;

  private static final int DIGITS = 8;
  private static final long LOW_WORD = 0xffff_ffffL;

  private Fixed() {}

  /**
   * @throws ArithmeticException if the value has more than 8 decimals or is too large
   */
  public static long of(BigDecimal value) {
    return value.movePointRight(DIGITS).longValueExact();
  }

  /**
   * @throws ArithmeticException if the value has more than 8 decimals or is too large
   */
  public static long of(String value) {
    return of(new BigDecimal(value));
  }

  /** The exact decimal, with 8 decimals. */
  public static BigDecimal decimal(long value) {
    return BigDecimal.valueOf(value, DIGITS);
  }

  /** The product of two fixed point numbers. */
  public static long product(long a, long b, RoundingMode mode) {
    return mulDiv(a, b, ONE, mode);
  }

  /** The quotient of two fixed point numbers. */
  public static long quotient(long a, long b, RoundingMode mode) {
    return mulDiv(a, ONE, b, mode);
  }

  /**
   * a × b ÷ c, rounded once.
   *
   * @param mode FLOOR, CEILING, DOWN, UP or HALF_EVEN
   */
  public static long mulDiv(long a, long b, long c, RoundingMode mode) {
    if (c == 0) {
      throw new ArithmeticException("Expected a divisor other than 0");
    }
    boolean negative = (a < 0) ^ (b < 0) ^ (c < 0);
    long x = Math.abs(a);
    long y = Math.abs(b);
    long divisor = Math.abs(c);
    long high = Math.unsignedMultiplyHigh(x, y);
    long low = x * y;
    if (Long.compareUnsigned(high, divisor) >= 0) {
      throw overflow(a, b, c);
    }
    long quotient;
    long remainder;
    if (divisor >>> 31 == 0) {
      long upper = high << 32 | low >>> 32;
      long lower = upper % divisor << 32 | low & LOW_WORD;
      quotient = upper / divisor << 32 | lower / divisor;
      remainder = lower % divisor;
    } else {
      quotient = low;
      remainder = high;
      for (int bit = 0; bit < 64; bit++) {
        boolean carry = remainder < 0;
        remainder = remainder << 1 | quotient >>> 63;
        quotient <<= 1;
        if (carry || Long.compareUnsigned(remainder, divisor) >= 0) {
          remainder -= divisor;
          quotient |= 1;
        }
      }
    }
    if (quotient < 0) {
      throw overflow(a, b, c);
    }
    if (remainder != 0 && awayFromZero(mode, negative, quotient, remainder, divisor)) {
      quotient = Math.addExact(quotient, 1);
    }
    return negative ? -quotient : quotient;
  }

  private static boolean awayFromZero(
      RoundingMode mode, boolean negative, long quotient, long remainder, long divisor) {
    return switch (mode) {
      case DOWN -> false;
      case UP -> true;
      case FLOOR -> negative;
      case CEILING -> !negative;
      case HALF_EVEN -> {
        int half = Long.compareUnsigned(remainder, divisor - remainder);
        yield half > 0 || half == 0 && (quotient & 1) == 1;
      }
      case HALF_UP, HALF_DOWN, UNNECESSARY ->
          throw new IllegalArgumentException(
              "Expected FLOOR, CEILING, DOWN, UP or HALF_EVEN, was " + mode);
    };
  }

  private static ArithmeticException overflow(long a, long b, long c) {
    return new ArithmeticException("%d × %d ÷ %d does not fit".formatted(a, b, c));
  }
}
