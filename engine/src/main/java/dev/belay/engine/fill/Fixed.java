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
    boolean negative = (a ^ b) < 0;
    long x = Math.abs(a);
    long y = Math.abs(b);
    long high = Math.unsignedMultiplyHigh(x, y);
    // Beside a quarter of the range, so that no step of what follows has a sign.
    if (high >= ONE >>> 2) {
      return mulDiv(a, b, ONE, mode);
    }
    // By a constant, which costs a tenth of a division by a number.
    long low = x * y;
    long upper = high << 32 | low >>> 32;
    long lower = upper % ONE << 32 | low & LOW_WORD;
    long quotient = (upper / ONE << 32) + lower / ONE;
    long remainder = lower % ONE;
    if (remainder != 0 && awayFromZero(mode, negative, quotient, remainder, ONE)) {
      quotient++;
    }
    return negative ? -quotient : quotient;
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
      int shift = Long.numberOfLeadingZeros(divisor);
      long normal = divisor << shift;
      long top = shift == 0 ? high : high << shift | low >>> Long.SIZE - shift;
      long rest = low << shift;
      long first = digit(top, rest >>> 32, normal);
      long below = (top << 32 | rest >>> 32) - first * normal;
      long second = digit(below, rest & LOW_WORD, normal);
      quotient = first << 32 | second;
      remainder = (below << 32 | rest & LOW_WORD) - second * normal >>> shift;
    }
    if (quotient < 0) {
      throw overflow(a, b, c);
    }
    if (remainder != 0 && awayFromZero(mode, negative, quotient, remainder, divisor)) {
      quotient = Math.addExact(quotient, 1);
    }
    return negative ? -quotient : quotient;
  }

  /**
   * The next 32 bits of a quotient, by Knuth's algorithm D with digits of 32 bits (The Art of
   * Computer Programming, 4.3.1).
   *
   * @param top what is left of the dividend, unsigned and below the divisor
   * @param next the 32 bits that follow
   * @param divisor with its highest bit set
   */
  private static long digit(long top, long next, long divisor) {
    long upper = divisor >>> 32;
    long lower = divisor & LOW_WORD;
    long guess = Long.divideUnsigned(top, upper);
    long left = top - guess * upper;
    // At most twice too large by one.
    while (guess >>> 32 != 0 || Long.compareUnsigned(guess * lower, left << 32 | next) > 0) {
      guess--;
      left += upper;
      if (left >>> 32 != 0) {
        break;
      }
    }
    return guess;
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
