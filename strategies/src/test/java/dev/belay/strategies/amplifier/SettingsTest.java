package dev.belay.strategies.amplifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.domain.money.Usdt;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static final AmplifierSettings STANDARD = AmplifierSettings.standard();

  static AmplifierSettings withEntry(EntrySettings entry) {
    return new AmplifierSettings(
        STANDARD.capital(),
        STANDARD.momentum(),
        STANDARD.scanner(),
        STANDARD.regime(),
        entry,
        STANDARD.limits(),
        STANDARD.profiles(),
        STANDARD.profile());
  }

  static AmplifierSettings withLimits(Limits limits) {
    return new AmplifierSettings(
        STANDARD.capital(),
        STANDARD.momentum(),
        STANDARD.scanner(),
        STANDARD.regime(),
        STANDARD.entry(),
        limits,
        STANDARD.profiles(),
        STANDARD.profile());
  }

  static AmplifierSettings withProfiles(Profile... profiles) {
    return new AmplifierSettings(
        STANDARD.capital(),
        STANDARD.momentum(),
        STANDARD.scanner(),
        STANDARD.regime(),
        STANDARD.entry(),
        STANDARD.limits(),
        List.of(profiles),
        profiles[0].name());
  }

  private static Profile profile(
      String sizePct, int positions, String notionalPct, String stopPct, int hours) {
    return new Profile(
        "own",
        new BigDecimal(sizePct),
        positions,
        new BigDecimal(notionalPct),
        BigDecimal.TEN,
        new BigDecimal(stopPct),
        BigDecimal.valueOf(5),
        Duration.ofHours(hours),
        55,
        3,
        8);
  }

  private static Limits limits(String daily, String drawdown, int coolOff, String cash) {
    return new Limits(
        new BigDecimal(daily),
        new BigDecimal(drawdown),
        Duration.ofHours(coolOff),
        new BigDecimal(cash),
        BigDecimal.valueOf(15),
        8,
        BigDecimal.valueOf(40),
        BigDecimal.valueOf(7),
        Duration.ofHours(168));
  }

  @Test
  void shipsWithTheDefaultsOfTheDesign() {
    assertThat(STANDARD.problems()).isEmpty();
    assertThat(STANDARD.checked()).isSameAs(STANDARD);
    assertThat(STANDARD.capital()).isEqualTo(Usdt.of("10000"));
    assertThat(STANDARD.chosen()).isEqualTo(Profile.MODERATE);
    assertThat(STANDARD.entry().exitMomentum()).isEqualTo(30);
    assertThat(STANDARD.profiles())
        .extracting(
            each ->
                "%s %s %d %s %s/%s/%s %d %s %s–%s"
                    .formatted(
                        each.name(),
                        each.sizePct(),
                        each.positions(),
                        each.notionalPct(),
                        each.takeProfitPct(),
                        each.stopPct(),
                        each.trailPct(),
                        each.maximumHold().toHours(),
                        each.minimumMomentum(),
                        each.betaLow(),
                        each.betaHigh()))
        .containsExactly(
            "conservative 5 3 10 8/2.5/3 48 65.0 2.0–4.0",
            "moderate 10 5 25 15/4/5 96 55.0 3.0–8.0",
            "aggressive 15 8 40 30/7/8 168 45.0 5.0–20.0");
  }

  @Test
  void refusesAnExitThresholdAtAProfilesMinimum() {
    assertThat(withEntry(new EntrySettings(45, 5, 4, Usdt.of("20"), Duration.ZERO)).problems())
        .containsExactly(
            "Expected the exit threshold below the minimum momentum of profile aggressive, which is 45.0, was 45.0; what is entered would be closed at once");
    assertThat(withEntry(new EntrySettings(44.9, 5, 4, Usdt.of("20"), Duration.ZERO)).problems())
        .isEmpty();
  }

  @Test
  void refusesWeightsThatDoNotSumTo100() {
    MomentumSettings m = STANDARD.momentum();
    MomentumSettings momentum =
        new MomentumSettings(
            m.lookbackHours(),
            m.allowedMissingHours(),
            new MomentumSettings.Parts(25, 20, 20, 20, 16),
            m.changeHours(),
            m.changeNonePct(),
            m.changeFullPct(),
            m.rsiPeriod(),
            m.rsiNone(),
            m.rsiFull(),
            m.volumeHours(),
            m.volumeNone(),
            m.volumeFull(),
            m.trendFast(),
            m.trendSlow(),
            m.trendRiseHours(),
            m.macdFast(),
            m.macdSlow(),
            m.macdSignal(),
            m.macdFullPct(),
            m.bands());
    ScannerSettings s = STANDARD.scanner();
    ScannerSettings scanner =
        new ScannerSettings(
            s.lookbackHours(),
            s.allowedMissingHours(),
            s.staleMinutes(),
            s.volumeFloor(),
            s.minimumBeta(),
            s.minimumCorrelation(),
            s.amplificationHours(),
            s.amplificationMinimumMovePct(),
            s.surgeHours(),
            s.rsiPeriod(),
            new ScannerSettings.Parts(40, 25, 25, 10, -0.5),
            s.scale(),
            s.exclusions(),
            19);
    AmplifierSettings settings =
        new AmplifierSettings(
            STANDARD.capital(),
            momentum,
            scanner,
            STANDARD.regime(),
            STANDARD.entry(),
            STANDARD.limits(),
            STANDARD.profiles(),
            "bold");

    assertThat(settings.problems())
        .hasSize(4)
        .anySatisfy(
            each ->
                assertThat(each)
                    .startsWith("Expected momentum weights of at least 0 that sum to 100, was "))
        .anySatisfy(
            each ->
                assertThat(each)
                    .startsWith("Expected scanner weights of at least 0 that sum to 100, was "))
        .contains("Expected scanner.minimumUniverse of at least 20, was 19")
        .contains("Expected a profile of [conservative, moderate, aggressive], was bold");
    assertThatThrownBy(settings::checked)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sum to 100")
        .hasMessageContaining("was bold");
  }

  @Test
  void refusesAProfileLooserThanTheLimits() {
    assertThat(withProfiles(profile("15", 8, "40", "7", 168)).problems()).isEmpty();
    assertThat(withProfiles(profile("15.1", 8, "40", "7", 168)).problems())
        .containsExactly("Expected profile own within the limits' 15 % a position, was 15.1 %");
    assertThat(withProfiles(profile("15", 9, "40", "7", 168)).problems())
        .containsExactly("Expected profile own within the limits' 8 positions, was 9");
    assertThat(withProfiles(profile("15", 8, "40.5", "7", 168)).problems())
        .containsExactly(
            "Expected profile own within the limits' 40 % of total notional, was 40.5 %");
    assertThat(withProfiles(profile("15", 8, "40", "7.5", 168)).problems())
        .containsExactly("Expected profile own within the limits' stop at 7 %, was 7.5 %");
    assertThat(withProfiles(profile("15", 8, "40", "7", 169)).problems())
        .containsExactly("Expected profile own within the limits' hold of 168 h, was 169 h");
  }

  @Test
  void letsLimitsBeTightenedNotLoosened() {
    assertThat(withLimits(limits("3", "10", 48, "30")).problems()).isEmpty();
    assertThat(withLimits(limits("5.1", "15", 24, "20")).problems())
        .containsExactly("Expected limits.dailyLossPct above 0, at most 5, was 5.1");
    assertThat(withLimits(limits("0", "15", 24, "20")).problems()).hasSize(1);
    assertThat(withLimits(limits("5", "16", 24, "20")).problems()).hasSize(1);
    assertThat(withLimits(limits("5", "15", 23, "20")).problems()).hasSize(1);
    assertThat(withLimits(limits("5", "15", 24, "19")).problems()).hasSize(1);
    assertThat(withLimits(limits("5", "15", 24, "70")).problems())
        .containsExactly(
            "Expected profile aggressive to leave the limits' 70 % of cash, but it may hold 40 %");
  }

  @Test
  void refusesAUniverseThatIsTooSmall() {
    assertThat(STANDARD.problemOfUniverse(20)).isEmpty();
    assertThat(STANDARD.problemOfUniverse(19))
        .contains("Expected a universe of at least 20 symbols, was 19");
  }

  @Test
  void refusesTwoProfilesOfOneName() {
    assertThat(withProfiles(Profile.MODERATE, Profile.MODERATE).problems())
        .containsExactly("Expected each profile once, was moderate twice");
  }
}
