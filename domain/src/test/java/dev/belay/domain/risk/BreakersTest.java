package dev.belay.domain.risk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.AgentLimits;
import dev.belay.domain.portfolio.FundLimits;
import dev.belay.domain.portfolio.Refusal;
import dev.belay.domain.portfolio.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class BreakersTest {
  private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");

  @Test
  void followsThePeakUpAndNeverDown() {
    BreakerState state = mark(mark(mark(BreakerState.NEW, "1000", 0), "1100", 5), "1050", 10);

    assertThat(state.peak()).isEqualTo(Usdt.of("1100"));
    assertThat(state.dayStart()).isEqualTo(Usdt.of("1000"));
    assertThat(state.lossDay()).isNull();
  }

  @Test
  void tenPercentOfTheDayIsALostDayUntilTheNext() {
    BreakerState state = mark(mark(BreakerState.NEW, "1000", 0), "900", 5);
    assertThat(state.lossDay()).isEqualTo(LocalDate.parse("2026-03-02"));

    BreakerState next = mark(state, "900", 12 * 60);
    assertThat(next.day()).isEqualTo(LocalDate.parse("2026-03-03"));
    assertThat(next.dayStart()).isEqualTo(Usdt.of("900"));
    assertThat(next.lossDay()).isEqualTo(LocalDate.parse("2026-03-02"));
  }

  @Test
  void aDrawdownPausesAnHourThenMeasuresThePeakAnew() {
    BreakerState hit = mark(mark(BreakerState.NEW, "1000", 0), "800", 5);
    assertThat(hit.isPaused(at(64))).isTrue();
    assertThat(hit.isPaused(at(65))).isFalse();
    assertThat(hit.locked()).isFalse();

    BreakerState meanwhile = mark(hit, "700", 30);
    assertThat(meanwhile.isPaused(at(64))).isTrue();
    BreakerState after = mark(meanwhile, "700", 65);
    assertThat(after.peak()).isEqualTo(Usdt.of("700"));
    assertThat(after.isPaused(at(65))).isFalse();
  }

  @Test
  void aSecondDrawdownWithinADayWaitsForAnOperator() {
    BreakerState first = mark(mark(BreakerState.NEW, "1000", 0), "800", 5);
    BreakerState second = mark(mark(first, "800", 70), "640", 75);

    assertThat(second.locked()).isTrue();
    assertThat(second.isPaused(at(60 * 24 * 30))).isTrue();
    assertThat(Breakers.resumed(second).isPaused(at(80))).isFalse();
  }

  @Test
  void aSecondDrawdownADayLaterOnlyPauses() {
    BreakerState first = mark(mark(BreakerState.NEW, "1000", 0), "800", 5);
    BreakerState second = mark(mark(first, "800", 70), "640", 5 + 24 * 60);

    assertThat(second.locked()).isFalse();
    assertThat(second.isPaused(at(6 + 24 * 60))).isTrue();
  }

  @Test
  void theFundHaltsOnALostDayAndOnADrawdown() {
    Breakers.FundState start = fund(Breakers.FundState.NEW, "10000", 0).state();
    assertThat(fund(start, "9200.01", 5).halt()).isEmpty();
    assertThat(fund(start, "9200", 5).halt())
        .map(Refusal::code)
        .contains(RefusalCode.FUND_DAILY_LOSS_REACHED);

    Breakers.FundState days = fund(fund(start, "9300", 5).state(), "9000", 24 * 60).state();
    assertThat(fund(days, "8500", 24 * 60 + 5).halt())
        .map(Refusal::code)
        .contains(RefusalCode.FUND_DRAWDOWN_REACHED);
  }

  private static BreakerState mark(BreakerState state, String equity, int minute) {
    return Breakers.mark(state, Usdt.of(equity), at(minute), AgentLimits.DEFAULT);
  }

  private static Breakers.FundMark fund(Breakers.FundState state, String equity, int minute) {
    return Breakers.fund(state, Usdt.of(equity), at(minute), FundLimits.DEFAULT);
  }

  private static Instant at(int minute) {
    return START.plus(Duration.ofMinutes(minute));
  }
}
