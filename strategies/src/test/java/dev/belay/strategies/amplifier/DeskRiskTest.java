package dev.belay.strategies.amplifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.money.Price;
import dev.belay.domain.money.Usdt;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DeskRiskTest {
  private static final Instant NOON = Instant.parse("2021-05-19T12:00:00Z");
  private static final Limits LIMITS = Limits.STANDARD;

  private static DeskRisk marked(DeskRisk risk, String equity, Instant at) {
    return risk.marked(Usdt.of(equity), at, LIMITS);
  }

  private static Instant after(int hours) {
    return NOON.plus(Duration.ofHours(hours));
  }

  @Test
  void coolsOffAfterADaysLoss() {
    DeskRisk risk = marked(DeskRisk.NEW, "10000", NOON);
    risk = marked(risk, "9500.01", after(1));
    assertThat(risk.isCooling(after(1))).isFalse();

    risk = marked(risk, "9500", after(2));

    assertThat(risk.isCooling(after(2))).isTrue();
    assertThat(risk.cause()).isEqualTo(new Why(Reason.DAILY_LOSS, 5, 5));
    assertThat(risk.coolingUntil()).isEqualTo(after(26));
    assertThat(risk.isCooling(after(26).minusMillis(1))).isTrue();
    assertThat(risk.isCooling(after(26))).isFalse();
  }

  @Test
  void measuresEachDayFromItsFirstMark() {
    DeskRisk risk = marked(DeskRisk.NEW, "10000", NOON);
    risk = marked(risk, "9600", after(11));
    risk = marked(risk, "9590", after(12));
    risk = marked(risk, "9200", after(13));

    assertThat(risk.isCooling(after(13))).isFalse();
  }

  @Test
  void coolsOffAfterADrawdownAndMeasuresThePeakAnew() {
    DeskRisk risk = marked(DeskRisk.NEW, "10000", NOON);
    risk = marked(risk, "9600", after(20));
    risk = marked(risk, "9200", after(44));
    risk = marked(risk, "8800", after(68));
    assertThat(risk.isCooling(after(68))).isFalse();

    risk = marked(risk, "8500", after(92));
    assertThat(risk.cause()).isEqualTo(new Why(Reason.DRAWDOWN, 15, 15));
    assertThat(marked(risk, "5000", after(100))).isEqualTo(risk);

    risk = marked(risk, "8400", after(116));
    assertThat(risk.isCooling(after(116))).isFalse();
    assertThat(risk.peak()).isEqualTo(Usdt.of("8400"));
    assertThat(risk.cause()).isNull();
  }

  @Property(tries = 300)
  void neverLetsADayLoseMoreThanItsLimitUnnoticed(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 5000, max = 12_000) Integer> marks) {
    DeskRisk risk = DeskRisk.NEW;
    int cooling = -1;
    Integer first = null;
    for (int i = 0; i < marks.size(); i++) {
      Instant at = Instant.EPOCH.plus(Duration.ofMinutes(20L * i));
      risk = risk.marked(Usdt.of(BigDecimal.valueOf(marks.get(i))), at, LIMITS);
      first = first == null ? marks.get(i) : first;
      if (cooling < 0 && marks.get(i) <= 0.95 * first) {
        cooling = i;
      }
      // Sixty marks are within a day, and a cool-off outlasts them.
      if (cooling >= 0) {
        assertThat(risk.isCooling(at)).isTrue();
      }
    }
  }

  @Test
  void putsStopAndTargetAroundTheEntry() {
    ExitPlan plan = ExitPlan.of(Profile.MODERATE, Regime.BULL, RegimeSettings.standard());

    assertThat(plan.stop(Price.of("200"))).isEqualTo(Price.of("192"));
    assertThat(plan.target(Price.of("200"))).isEqualTo(Price.of("230"));
  }

  @Property(tries = 300)
  void theTrailingStopNeverLoosens(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 50, max = 200) Integer> prices) {
    ExitPlan plan = ExitPlan.of(Profile.AGGRESSIVE, Regime.BULL, RegimeSettings.standard());
    Price stop = plan.stop(Price.of("100"));
    int best = 100;
    for (int price : prices) {
      best = Math.max(best, price);
      Price next = plan.ratchet(Price.of(BigDecimal.valueOf(best)), stop);
      assertThat(next).isGreaterThanOrEqualTo(stop);
      // Also where somebody shows it a worse price than the best.
      assertThat(plan.ratchet(Price.of(BigDecimal.valueOf(price)), next)).isEqualTo(next);
      assertThat(next.value())
          .isGreaterThanOrEqualTo(new BigDecimal("0.92").multiply(BigDecimal.valueOf(best)));
      stop = next;
    }
  }
}
