package dev.belay.domain.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ClientOrderIdTest {

  @Test
  void staysTheSameForTheSameIdentityInEveryVersion() {
    // A changed derivation would send the orders of running decisions a second time.
    assertThat(
            ClientOrderId.derive(
                    "3f1c",
                    "main.qwen_single",
                    "main/qwen_single/2026-01-05T00:03:00Z#0",
                    Leg.ENTRY,
                    0)
                .value())
        .isEqualTo("bgdhbjyviyzfoyk2piz6gd2zfoe");
  }

  @Property
  void derivesTheSameIdAgainAndOneThatTheVenueTakes(
      @ForAll String account,
      @ForAll String cause,
      @ForAll Leg leg,
      @ForAll @IntRange(max = 99) int n) {
    ClientOrderId id = ClientOrderId.derive("i", account, cause, leg, n);

    assertThat(ClientOrderId.derive("i", account, cause, leg, n)).isEqualTo(id);
    assertThat(id.value()).matches("^[\\.A-Z\\:/a-z0-9_-]{1,36}$").hasSize(27);
  }

  @Property
  void differsWhenAnyPartDiffers(
      @ForAll String account, @ForAll String cause, @ForAll @IntRange(max = 99) int n) {
    ClientOrderId id = ClientOrderId.derive("i", account, cause, Leg.STOP, n);

    assertThat(id)
        .isNotEqualTo(ClientOrderId.derive("j", account, cause, Leg.STOP, n))
        .isNotEqualTo(ClientOrderId.derive("i", account + "x", cause, Leg.STOP, n))
        .isNotEqualTo(ClientOrderId.derive("i", account, cause + "x", Leg.STOP, n))
        .isNotEqualTo(ClientOrderId.derive("i", account, cause, Leg.EXIT, n))
        .isNotEqualTo(ClientOrderId.derive("i", account, cause, Leg.STOP, n + 1));
  }

  @Property
  void doesNotConfuseWherePartsEnd(@ForAll String left, @ForAll String right) {
    if (!right.isEmpty()) {
      String first = right.substring(0, 1);
      assertThat(ClientOrderId.derive("i", left + first, right.substring(1), Leg.STOP, 0))
          .isNotEqualTo(ClientOrderId.derive("i", left, right, Leg.STOP, 0));
    }
  }

  @Test
  void refusesAnIdOfAnotherForm() {
    assertThatThrownBy(() -> ClientOrderId.of("cid-1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cid-1");
  }
}
