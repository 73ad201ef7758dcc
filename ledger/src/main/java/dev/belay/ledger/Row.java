package dev.belay.ledger;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** The current row of a result, read by column name as the domain's types. */
public final class Row {
  private final ResultSet result;

  Row(ResultSet result) {
    this.result = result;
  }

  public String text(String column) {
    return present(column, textOrNull(column));
  }

  public @Nullable String textOrNull(String column) {
    try {
      return result.getString(column);
    } catch (SQLException e) {
      throw new LedgerException("column " + column, e);
    }
  }

  public int integer(String column) {
    return present(column, get(column, Integer.class));
  }

  public @Nullable Integer integerOrNull(String column) {
    return get(column, Integer.class);
  }

  public long number(String column) {
    return present(column, get(column, Long.class));
  }

  public boolean flag(String column) {
    return present(column, get(column, Boolean.class));
  }

  public @Nullable Boolean flagOrNull(String column) {
    return get(column, Boolean.class);
  }

  public BigDecimal decimal(String column) {
    return present(column, decimalOrNull(column));
  }

  public @Nullable BigDecimal decimalOrNull(String column) {
    return get(column, BigDecimal.class);
  }

  public Usdt usdt(String column) {
    return Usdt.of(decimal(column));
  }

  public @Nullable Usdt usdtOrNull(String column) {
    BigDecimal value = decimalOrNull(column);
    return value == null ? null : Usdt.of(value);
  }

  public Price price(String column) {
    return Price.of(decimal(column));
  }

  public @Nullable Price priceOrNull(String column) {
    BigDecimal value = decimalOrNull(column);
    return value == null ? null : Price.of(value);
  }

  public Quantity quantity(String column) {
    return Quantity.of(decimal(column));
  }

  public @Nullable Quantity quantityOrNull(String column) {
    BigDecimal value = decimalOrNull(column);
    return value == null ? null : Quantity.of(value);
  }

  public Symbol symbol(String column) {
    return Symbol.of(text(column));
  }

  public Instant instant(String column) {
    return present(column, instantOrNull(column));
  }

  public @Nullable Instant instantOrNull(String column) {
    OffsetDateTime value = get(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  public @Nullable LocalDate dayOrNull(String column) {
    return get(column, LocalDate.class);
  }

  public <E extends Enum<E>> E constant(String column, Class<E> type) {
    return Enum.valueOf(type, text(column));
  }

  public <E extends Enum<E>> @Nullable E constantOrNull(String column, Class<E> type) {
    String name = textOrNull(column);
    return name == null ? null : Enum.valueOf(type, name);
  }

  private <T> @Nullable T get(String column, Class<T> type) {
    try {
      return result.getObject(column, type);
    } catch (SQLException e) {
      throw new LedgerException("column " + column, e);
    }
  }

  private static <T> T present(String column, @Nullable T value) {
    if (value == null) {
      throw new LedgerException("Expected a value in column %s, was null".formatted(column));
    }
    return value;
  }
}
