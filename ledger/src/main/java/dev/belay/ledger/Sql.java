package dev.belay.ledger;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.ClientOrderId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Statements within one transaction. */
public final class Sql {
  private final Connection connection;

  Sql(Connection connection) {
    this.connection = connection;
  }

  /** Runs a change and returns how many rows it changed. */
  public int update(String statement, @Nullable Object... values) {
    try (PreparedStatement prepared = prepare(statement, values)) {
      return prepared.executeUpdate();
    } catch (SQLException e) {
      throw new LedgerException(statement, e);
    }
  }

  /** Runs one change for each row of values in a single round trip. */
  public void batch(String statement, List<@Nullable Object[]> rows) {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement prepared = connection.prepareStatement(statement)) {
      for (@Nullable Object[] row : rows) {
        bind(prepared, row);
        prepared.addBatch();
      }
      prepared.executeBatch();
    } catch (SQLException e) {
      throw new LedgerException(statement, e);
    }
  }

  public <T> List<T> list(String statement, Function<Row, T> reader, @Nullable Object... values) {
    try (PreparedStatement prepared = prepare(statement, values);
        ResultSet result = prepared.executeQuery()) {
      List<T> rows = new ArrayList<>();
      Row row = new Row(result);
      while (result.next()) {
        rows.add(reader.apply(row));
      }
      return rows;
    } catch (SQLException e) {
      throw new LedgerException(statement, e);
    }
  }

  /** Reads rows as they come, so many at a time, without keeping them. */
  void each(String statement, int fetch, Consumer<Row> reader, @Nullable Object... values) {
    try (PreparedStatement prepared = prepare(statement, values)) {
      prepared.setFetchSize(fetch);
      try (ResultSet result = prepared.executeQuery()) {
        Row row = new Row(result);
        while (result.next()) {
          reader.accept(row);
        }
      }
    } catch (SQLException e) {
      throw new LedgerException(statement, e);
    }
  }

  public <T> Optional<T> first(
      String statement, Function<Row, T> reader, @Nullable Object... values) {
    return list(statement, reader, values).stream().findFirst();
  }

  /** Exactly one row, as of aggregates. */
  public <T> T one(String statement, Function<Row, T> reader, @Nullable Object... values) {
    return first(statement, reader, values)
        .orElseThrow(() -> new LedgerException("Expected a row of [%s]".formatted(statement)));
  }

  /** The text as Postgres can store it: without the character NUL. */
  static String storable(String text) {
    return text.replace('\0', '\ufffd');
  }

  private PreparedStatement prepare(String statement, @Nullable Object[] values)
      throws SQLException {
    PreparedStatement prepared = connection.prepareStatement(statement);
    bind(prepared, values);
    return prepared;
  }

  private static void bind(PreparedStatement prepared, @Nullable Object[] values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      switch (values[i]) {
        case null -> prepared.setNull(i + 1, Types.NULL);
        case Instant instant -> prepared.setObject(i + 1, instant.atOffset(ZoneOffset.UTC));
        case String text -> prepared.setString(i + 1, storable(text));
        case Enum<?> constant -> prepared.setString(i + 1, constant.name());
        case Usdt amount -> prepared.setBigDecimal(i + 1, amount.value());
        case Price price -> prepared.setBigDecimal(i + 1, price.value());
        case Quantity quantity -> prepared.setBigDecimal(i + 1, quantity.value());
        case Symbol symbol -> prepared.setString(i + 1, symbol.value());
        case ClientOrderId id -> prepared.setString(i + 1, id.value());
        case Object other -> prepared.setObject(i + 1, other);
      }
    }
  }
}
