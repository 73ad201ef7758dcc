package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class LedgerSchemaTest {
  private Books books;

  @BeforeEach
  void open() {
    books = Books.fresh();
  }

  @AfterEach
  void close() {
    books.close();
  }

  @Test
  void migratingTwiceChangesNothing() {
    LedgerSchema.migrate(books.dataSource);

    assertThat(Installation.ensure(books.database, books.wall, "other").id())
        .isEqualTo(books.installation)
        .hasSize(12);
  }

  @Test
  void refusesADatabaseWrittenByANewerBelay() {
    books.database.write(
        "test",
        sql ->
            sql.update(
                """
                INSERT INTO belay.flyway_schema_history (installed_rank, version, description, type,
                    script, installed_by, execution_time, success)
                  VALUES (99, '99', 'from the future', 'SQL', 'V99__x.sql', 'x', 1, true)"""));

    assertThatThrownBy(() -> LedgerSchema.migrate(books.dataSource))
        .isInstanceOf(LedgerException.WrittenByNewer.class)
        .hasMessageMatching("Expected a ledger of at most version [0-9.]+, was 99 .*");
  }
}
