package dev.belay.app.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.app.base.OperatorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalPostgresTest {

  @Test
  void readsAPostgresAddress() {
    var server =
        ExternalPostgres.parse("postgres://trader:p%40ss+word@db.host:5433/belay?sslmode=require");

    assertThat(server.jdbcUrl()).isEqualTo("jdbc:postgresql://db.host:5433/belay?sslmode=require");
    assertThat(server.user()).isEqualTo("trader");
    assertThat(server.password()).isEqualTo("p@ss+word");
    assertThat(server.kind()).isEqualTo(PostgresServer.Kind.EXTERNAL);
    assertThat(server.toString()).doesNotContain("p@ss");
  }

  @Test
  void readsAJdbcAddress() {
    var server =
        ExternalPostgres.parse("jdbc:postgresql://localhost/belay?user=trader&password=secret");

    assertThat(server.jdbcUrl()).isEqualTo("jdbc:postgresql://localhost/belay");
    assertThat(server.user()).isEqualTo("trader");
    assertThat(server.password()).isEqualTo("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://trader:hunter2@host/belay",
        "postgres://trader:hunter2@host",
        "postgres://host/belay?password=hunter2",
        "postgres://trader:hunter2 @host/belay",
        "hunter2"
      })
  void refusesOtherAddressesWithoutShowingThem(String url) {
    assertThatThrownBy(() -> ExternalPostgres.parse(url))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("postgres://user:password@host:port/database")
        .satisfies(e -> assertThat(e.toString()).doesNotContain("hunter2"))
        .hasNoCause();
  }
}
