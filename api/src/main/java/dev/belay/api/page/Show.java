package dev.belay.api.page;

import dev.belay.domain.money.Usdt;
import dev.belay.domain.position.GuardState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers and words for people. Signs are always there where colour tells gain from loss. */
public final class Show {
  public static final Show INSTANCE = new Show();
  private static final String NONE = "–";

  private Show() {}

  /** What protects a position, in words. */
  public String guard(GuardState guard) {
    return switch (guard) {
      case NONE -> "sent once the entry fills";
      case NAKED -> "! no stop at the venue yet";
      case GUARDED -> "✓ at the venue";
      case TRIGGERED -> "! triggered, not traded yet";
    };
  }

  /** Two decimals with thousands separators. */
  public String money(@Nullable Usdt amount) {
    return amount == null ? NONE : money(amount.value());
  }

  public String money(BigDecimal amount) {
    return String.format(Locale.ENGLISH, "%,.2f", amount).replace('-', '−');
  }

  /** With its sign. */
  public String signed(@Nullable Usdt amount) {
    return amount == null ? NONE : signed(amount.value(), 2);
  }

  private static String signed(BigDecimal value, int decimals) {
    BigDecimal shown = value.setScale(decimals, RoundingMode.HALF_UP);
    String sign = shown.signum() > 0 ? "+" : shown.signum() < 0 ? "−" : "";
    return sign + String.format(Locale.ENGLISH, "%,." + decimals + "f", shown.abs());
  }

  /** Dollars of a model: small amounts keep four decimals. */
  public String usd(BigDecimal amount) {
    boolean small = amount.abs().compareTo(BigDecimal.ONE) < 0 && amount.signum() != 0;
    return "$" + String.format(Locale.ENGLISH, small ? "%,.4f" : "%,.2f", amount);
  }

  public String usd(Usdt amount) {
    return usd(amount.value());
  }

  /** Percent with its sign. */
  public String pct(@Nullable Double percent) {
    return percent == null ? NONE : signed(BigDecimal.valueOf(percent), 2) + "\u00a0%";
  }

  /** Percent of something that has no sign, such as a drawdown. */
  public String share(@Nullable Double percent) {
    return percent == null ? NONE : String.format(Locale.ENGLISH, "%,.2f\u00a0%%", percent);
  }

  /** A fraction as whole percent. */
  public String rate(@Nullable Double fraction) {
    return fraction == null ? NONE : String.format(Locale.ENGLISH, "%.0f\u00a0%%", fraction * 100);
  }

  public String ratio(@Nullable Double value) {
    return value == null ? NONE : signed(BigDecimal.valueOf(value), 2).replace("+", "");
  }

  public String signedRatio(@Nullable Double value) {
    return value == null ? NONE : signed(BigDecimal.valueOf(value), 2);
  }

  public String count(long number) {
    return String.format(Locale.ENGLISH, "%,d", number);
  }

  /** gain, loss or nothing: of the number as it is shown. */
  public String tone(@Nullable Usdt amount) {
    return amount == null ? "" : tone(amount.value().setScale(2, RoundingMode.HALF_UP).signum());
  }

  public String tone(@Nullable Double value) {
    return value == null
        ? ""
        : tone(BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP).signum());
  }

  private static String tone(int sign) {
    return sign > 0 ? "gain" : sign < 0 ? "loss" : "";
  }

  /** The style of a correlation: its sign, and its strength from 0 to 4. */
  public String heat(@Nullable Double correlation) {
    return correlation == null
        ? "h"
        : "h " + (correlation < 0 ? "n" : "p") + Math.round(Math.abs(correlation) * 4);
  }

  /** UTC to the second. */
  public String time(@Nullable Instant at) {
    return at == null ? NONE : at.toString().substring(0, 19).replace('T', ' ');
  }

  /** UTC to the minute. */
  public String minute(@Nullable Instant at) {
    return at == null ? NONE : at.toString().substring(0, 16).replace('T', ' ');
  }

  /** UTC, the day alone. */
  public String day(Instant at) {
    return at.toString().substring(0, 10);
  }

  /** The two greatest parts of a span. */
  public String span(Duration span) {
    long seconds = Math.max(0, span.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min";
    }
    if (seconds < 86400) {
      return seconds / 3600
          + " h"
          + (seconds / 60 % 60 == 0 ? "" : " " + seconds / 60 % 60 + " min");
    }
    return seconds / 86400
        + " d"
        + (seconds / 3600 % 24 == 0 ? "" : " " + seconds / 3600 % 24 + " h");
  }

  public String span(Instant from, Instant to) {
    return span(Duration.between(from, to));
  }

  /** NOT_PLACED becomes "not placed". */
  public String words(@Nullable Object code) {
    return code == null ? NONE : code.toString().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The same with a capital. */
  public String title(@Nullable Object code) {
    String words = words(code);
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  public String plural(long count, String one) {
    return count(count) + " " + one + (count == 1 ? "" : "s");
  }

  /** A value, or a dash. */
  public String text(@Nullable Object value) {
    return value == null ? NONE : value.toString();
  }

  /** A symbol without its quote: BTCUSDT becomes BTC. */
  public String base(Object symbol) {
    String text = symbol.toString();
    return text.endsWith("USDT") ? text.substring(0, text.length() - 4) : text;
  }
}
