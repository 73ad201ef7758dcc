package dev.belay.api.amplifier;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.api.ApiJson;
import dev.belay.api.portfolio.PositionView;
import dev.belay.domain.amplifier.DeskSpec;
import dev.belay.domain.amplifier.Mandate;
import dev.belay.domain.amplifier.VoteWindows;
import dev.belay.domain.portfolio.Refusal;
import dev.belay.domain.portfolio.RefusalCode;
import dev.belay.ledger.DeskFacts;
import dev.belay.ledger.amplifier.DeskReader;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the desk stands. Times are market time unless they are called {@code at}.
 *
 * @param status running, paused, halted, cooling_off or closing
 * @param refusal why it may open nothing; null where it may
 * @param profile in force, untouched by any mandate
 * @param nextVote when the next scheduled vote is held
 * @param scan what the last cycle that saw the market saw; null before the first
 * @param votes the last ones with their ballots, newest first
 * @param positions not closed, oldest first
 * @param history of the momentum, oldest first, a day of it
 * @param warnings of the configuration
 */
@Schema(name = "Amplifier")
public record AmplifierView(
    String name,
    String status,
    @Nullable String refusal,
    String profile,
    List<String> profiles,
    String capital,
    DeskMoney money,
    MandateView mandate,
    Instant asOf,
    Instant nextVote,
    DeskReader.Counts counts,
    @Nullable Cycle lastCycle,
    @Nullable JsonNode scan,
    List<Vote> votes,
    List<PositionView> positions,
    @Nullable CoolOff coolOff,
    @Nullable Closing closing,
    List<Point> history,
    List<String> warnings) {

  /**
   * What a vote lets it do.
   *
   * @param stance trade, hold or exit
   * @param sizeFactor on the profile's sizes
   * @param vote null where no mandate is in force
   */
  @Schema(name = "Mandate")
  public record MandateView(
      String stance,
      BigDecimal sizeFactor,
      String why,
      @Nullable String vote,
      @Nullable String aggressiveness,
      @Nullable BigDecimal confidence,
      @Nullable Instant from,
      @Nullable Instant until) {

    static MandateView of(Mandate.Standing standing) {
      Mandate mandate = standing.mandate();
      return new MandateView(
          lower(standing.stance()),
          standing.sizeFactor(),
          standing.why(),
          mandate == null ? null : mandate.vote(),
          mandate == null ? null : lower(mandate.aggressiveness()),
          mandate == null ? null : mandate.confidence(),
          mandate == null ? null : mandate.from(),
          mandate == null ? null : mandate.until());
    }
  }

  /** A cycle; what was not decided is null. */
  @Schema(name = "DeskCycle")
  public record Cycle(
      Instant asOf,
      int skipped,
      @Nullable BigDecimal momentum,
      @Nullable String regime,
      @Nullable String override,
      @Nullable String failure,
      Map<String, Integer> funnel,
      @Nullable String outcome,
      @Nullable Integer opened,
      @Nullable Integer refused,
      @Nullable Integer closed) {

    static Cycle of(DeskReader.CycleRow row) {
      return new Cycle(
          row.asOf(),
          row.skipped(),
          row.momentum(),
          row.regime(),
          row.override(),
          row.failure(),
          row.funnel(),
          row.outcome(),
          row.opened(),
          row.refused(),
          row.closed());
    }
  }

  /** A vote; what was not counted yet is null. */
  @Schema(name = "Vote")
  public record Vote(
      String id,
      String cause,
      String reason,
      Instant asOf,
      @Nullable BigDecimal momentum,
      @Nullable String outcome,
      @Nullable String aggressiveness,
      @Nullable BigDecimal confidence,
      @Nullable BigDecimal sizeFactor,
      @Nullable Boolean split,
      @Nullable String detail,
      List<String> sourcesDown,
      List<DeskReader.BallotRow> ballots) {

    static Vote of(DeskReader.VoteRow row) {
      return new Vote(
          row.id(),
          row.cause(),
          row.reason(),
          row.asOf(),
          row.momentum(),
          row.outcome(),
          row.aggressiveness(),
          row.confidence(),
          row.sizeFactor(),
          row.split(),
          row.detail(),
          row.shown() == null ? List.of() : row.shown().down(),
          row.ballots());
    }
  }

  /** The momentum of a cycle. */
  @Schema(name = "MomentumPoint")
  public record Point(Instant asOf, BigDecimal momentum) {}

  private static List<Point> history(List<DeskReader.CycleRow> newestFirst) {
    List<Point> points = new ArrayList<>();
    for (DeskReader.CycleRow row : newestFirst.reversed()) {
      if (row.momentum() != null) {
        points.add(new Point(row.asOf(), row.momentum()));
      }
    }
    return points;
  }

  @Schema(name = "CoolOff")
  public record CoolOff(String code, String reason, Instant beganAt, Instant until) {}

  /** Everything is being closed. */
  @Schema(name = "DeskClosing")
  public record Closing(String kind, String reason, Instant asOf) {}

  public static AmplifierView of(AmplifierDesk.Seen seen) {
    DeskSpec desk = seen.desk();
    DeskReader.Standing standing = seen.standing();
    List<DeskReader.CycleRow> cycles = seen.cycles();
    String scan = seen.scan();
    DeskFacts.CoolOff coolOff = standing.coolOff();
    DeskFacts.Exit exit = standing.exit();
    return new AmplifierView(
        desk.name(),
        status(standing),
        standing.refusal() == null ? null : standing.refusal().detail(),
        standing.desk().profile(),
        desk.profiles(),
        desk.capital().toString(),
        DeskMoney.of(seen.figures(), seen.breakers(), seen.now()),
        MandateView.of(standing.mandate()),
        seen.now(),
        VoteWindows.next(seen.now(), desk.votes()),
        seen.counts(),
        cycles.isEmpty() ? null : Cycle.of(cycles.getFirst()),
        scan == null ? null : ApiJson.parse(scan),
        seen.votes().stream().map(Vote::of).toList(),
        seen.positions().stream().map(PositionView::of).toList(),
        coolOff == null
            ? null
            : new CoolOff(coolOff.code(), coolOff.reason(), coolOff.beganAt(), coolOff.until()),
        exit == null ? null : new Closing(exit.kind(), exit.reason(), exit.asOf()),
        history(cycles),
        desk.warnings());
  }

  private static String status(DeskReader.Standing standing) {
    if (standing.exit() != null) {
      return "closing";
    }
    if (standing.coolOff() != null) {
      return "cooling_off";
    }
    Refusal refusal = standing.refusal();
    if (refusal != null && refusal.code() == RefusalCode.HALT_ACTIVE) {
      return "halted";
    }
    return standing.desk().pausedBy() != null ? "paused" : "running";
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
