package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.portfolio.FundLimits;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class FlattenTest {
  private Books books;

  @BeforeEach
  void open() throws SQLException {
    books = Books.seeded(1, FundLimits.DEFAULT);
  }

  @AfterEach
  void close() {
    books.close();
  }

  @Test
  void theHaltStaysUntilTheFlattenIsOver() {
    books.controls.flatten("main", "r1", "ann");
    books.controls.flatten("main", "r1", "ann");

    assertThat(books.controls.resume("main", "ann")).isFalse();
    assertThat(books.recovery.unfinishedFlattens())
        .containsExactly(new Recovery.UnfinishedFlatten("main", "r1"));

    books.controls.flattened("main", "r1");
    assertThat(books.recovery.unfinishedFlattens()).isEmpty();
    assertThat(books.controls.resume("main", "ann")).isTrue();
    assertThat(books.journal.run().findings()).isEmpty();
  }

  @Test
  void aFlattenUnderAHaltThatWasThereBeforeKeepsItToo() {
    books.controls.halt("main", "lunch", "ann");
    books.controls.flatten("main", "r1", "ann");

    assertThat(books.reader.halts("main").getFirst().reason()).isEqualTo("lunch");
    assertThat(books.controls.resume("main", "ann")).isFalse();
    assertThat(books.controls.unfinishedFlatten("main")).contains("r1");
  }

  @Test
  void aFlattenThatIsOverIsNotBegunAgainByItsRequest() {
    books.controls.flatten("main", "r1", "ann");
    books.controls.flattened("main", "r1");
    assertThat(books.controls.resume("main", "ann")).isTrue();

    books.controls.flatten("main", "r1", "ann");

    assertThat(books.controls.unfinishedFlatten("main")).isEmpty();
    assertThat(books.reader.halts("main").getFirst().resumedAt()).isNotNull();
  }
}
