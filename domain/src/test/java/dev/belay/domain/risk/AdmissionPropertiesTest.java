package dev.belay.domain.risk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Quote;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.Action;
import dev.belay.domain.portfolio.Decision;
import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

class AdmissionPropertiesTest {

  @Property(tries = 500)
  void roundingNeverIncreasesExposureOrWidensTheStop(
      @ForAll @BigRange(min = "12", max = "5000") @Scale(4) BigDecimal size,
      @ForAll @BigRange(min = "0.5", max = "90000") @Scale(3) BigDecimal price,
      @ForAll @IntRange(min = 1, max = 10) int leverage,
      @ForAll @IntRange(min = 0, max = 4) int stepDigits,
      @ForAll boolean isLong) {
    Price at = Price.of(price);
    Price below = Price.of(price.multiply(new BigDecimal("0.979")));
    Price above = Price.of(price.multiply(new BigDecimal("1.021")));
    Price far = Price.of(price.multiply(new BigDecimal(isLong ? "1.13" : "0.87")));
    Decision decision =
        new Decision(
            Cases.BTC,
            isLong ? Action.OPEN_LONG : Action.OPEN_SHORT,
            leverage,
            Usdt.of(size),
            isLong ? below : above,
            far,
            90,
            null,
            "");
    Instrument instrument = instrument(BigDecimal.ONE.movePointLeft(stepDigits));
    MarketView market =
        new MarketView(
            Cases.NOW,
            instrument,
            new Quote(Cases.BTC, at, at, Cases.NOW),
            new BigDecimal("0.0005"));

    Verdict verdict = Admission.judge(Cases.request(decision), market, Cases.agent(), Cases.fund());

    if (verdict instanceof Verdict.Admitted admitted) {
      assertThat(admitted.notional()).isLessThanOrEqualTo(Usdt.of(size));
      assertThat(admitted.notional()).isEqualTo(at.times(admitted.quantity()));
      assertThat(instrument.roundDown(admitted.quantity())).isEqualTo(admitted.quantity());
      assertThat(admitted.reservation().times(BigDecimal.valueOf(leverage)))
          .isGreaterThanOrEqualTo(admitted.notional());
      assertThat(admitted.reservation()).isLessThanOrEqualTo(Cases.agent().freeCash());
      Price asked = isLong ? below : above;
      assertThat(admitted.stop().value().subtract(price).abs())
          .isLessThanOrEqualTo(asked.value().subtract(price).abs());
    }
  }

  @Property(tries = 200)
  void theSameQuestionAlwaysGetsTheSameAnswer(
      @ForAll @BigRange(min = "0.01", max = "20000") @Scale(2) BigDecimal size,
      @ForAll @IntRange(min = 0, max = 100) int confidence) {
    Decision decision =
        new Decision(
            Cases.BTC,
            Action.OPEN_LONG,
            5,
            Usdt.of(size),
            Price.of("98"),
            Price.of("110"),
            confidence,
            null,
            "");

    assertThat(
            Admission.judge(Cases.request(decision), Cases.market(), Cases.agent(), Cases.fund()))
        .isEqualTo(
            Admission.judge(Cases.request(decision), Cases.market(), Cases.agent(), Cases.fund()));
  }

  private static Instrument instrument(BigDecimal step) {
    return new Instrument(
        Cases.BTC,
        new BigDecimal("0.001"),
        step,
        Quantity.of(step),
        Quantity.of("1000000"),
        Usdt.of("5"),
        20,
        new BigDecimal("0.004"),
        new BigDecimal("0.0125"));
  }
}
