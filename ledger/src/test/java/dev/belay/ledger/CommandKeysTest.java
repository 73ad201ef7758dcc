package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.ledger.CommandKeys.Kept;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class CommandKeysTest {
  private Books books;

  @BeforeEach
  void open() throws SQLException {
    books = Books.fresh();
  }

  @AfterEach
  void close() {
    books.close();
  }

  @Test
  void theFirstRequestAndTheFirstAnswerStay() {
    assertThat(books.keys.begin("k", "halt")).isEqualTo(new Kept("halt", null));
    books.keys.answer("k", "first");
    books.keys.answer("k", "second");

    assertThat(books.keys.begin("k", "resume")).isEqualTo(new Kept("halt", "first"));
  }

  @Test
  void aRefusedKeyIsFreeAndAnAnsweredOneIsNot() {
    books.keys.begin("refused", "a");
    books.keys.release("refused");
    books.keys.begin("answered", "a");
    books.keys.answer("answered", "x");
    books.keys.release("answered");

    assertThat(books.keys.begin("refused", "b")).isEqualTo(new Kept("b", null));
    assertThat(books.keys.begin("answered", "b")).isEqualTo(new Kept("a", "x"));
  }
}
