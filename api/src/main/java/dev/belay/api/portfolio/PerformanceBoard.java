package dev.belay.api.portfolio;

import dev.belay.api.cache.Refreshed;
import dev.belay.engine.statistics.CommonReturns;
import dev.belay.engine.statistics.Drawdown;
import dev.belay.engine.statistics.EquityMark;
import dev.belay.ledger.read.EquityPoint;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Statistics, at most about five seconds old. They change with each mark on the five-minute grid,
 * which takes that long at the demo's speed; computing them holds no request up but the first.
 */
@Singleton
final class PerformanceBoard {
  /** Far beyond any market time: marks are read up to the newest. */
  private static final Instant FOREVER = Instant.parse("9999-01-01T00:00:00Z");

  private final PortfolioBook book;
  private final CapitalBook capital;
  private final Refreshed<State> state;

  PerformanceBoard(PortfolioBook book, CapitalBook capital) {
    this.book = book;
    this.capital = capital;
    this.state =
        new Refreshed<>(
            Duration.ofSeconds(5),
            Duration.ZERO,
            new State(EquityTrack.EMPTY, Map.of(), Map.of(), Performance.NONE),
            this::next);
  }

  private record State(
      EquityTrack fund,
      Map<String, EquityTrack> agents,
      Map<String, Period> periods,
      Performance performance) {}

  /**
   * An agent's marks since the last review.
   *
   * @param next market time from which marks are still to be read
   */
  private record Period(Instant since, Drawdown track, Instant next) {
    static final Period NONE = new Period(Instant.EPOCH, Drawdown.NONE, Instant.EPOCH);
  }

  Performance now() {
    return state.get().performance();
  }

  private State next(State last) {
    EquityTrack fund = grown(null, last.fund());
    Instant since = capital.calendar().since();
    Map<String, EquityTrack> tracks = new LinkedHashMap<>();
    Map<String, Period> periods = new LinkedHashMap<>();
    book.figures(List.of(), Instant.EPOCH)
        .agents()
        .forEach(
            agent -> {
              String id = agent.spec().id();
              tracks.put(id, grown(id, last.agents().getOrDefault(id, EquityTrack.EMPTY)));
              periods.put(id, grown(id, since, last.periods().getOrDefault(id, Period.NONE)));
            });
    return new State(fund, tracks, periods, performance(fund, tracks, periods));
  }

  private Period grown(String agent, Instant since, Period before) {
    Period period = before.since().equals(since) ? before : new Period(since, Drawdown.NONE, since);
    Drawdown track = period.track();
    Instant next = period.next();
    for (EquityPoint point : book.equity(agent, next, FOREVER)) {
      track = track.with(EquityTrack.mark(point));
      next = point.asOf().plusSeconds(1);
    }
    return new Period(since, track, next);
  }

  private EquityTrack grown(@Nullable String agent, EquityTrack track) {
    return track.with(book.equity(agent, track.next(), FOREVER));
  }

  private static Performance performance(
      EquityTrack fund, Map<String, EquityTrack> tracks, Map<String, Period> periods) {
    Map<String, Performance.Figures> agents = new LinkedHashMap<>();
    tracks.forEach(
        (id, track) ->
            agents.put(id, figures(track, periods.getOrDefault(id, Period.NONE).track())));
    // One without a mark or capital would leave no common step to compare the others on.
    List<String> compared =
        tracks.keySet().stream().filter(id -> hasCapital(marks(tracks, id))).toList();
    CommonReturns common =
        CommonReturns.of(compared.stream().map(id -> marks(tracks, id)).toList());
    return new Performance(
        figures(fund, Drawdown.NONE),
        agents,
        compared,
        common.correlation(),
        common.diversificationRatio());
  }

  private static boolean hasCapital(List<EquityMark> marks) {
    return !marks.isEmpty() && marks.getLast().equity() > 0;
  }

  private static List<EquityMark> marks(Map<String, EquityTrack> tracks, String id) {
    return tracks.getOrDefault(id, EquityTrack.EMPTY).window();
  }

  private static Performance.Figures figures(EquityTrack track, Drawdown sinceReview) {
    return Performance.Figures.of(
        track.window(), new Growth(track.drawdown(), track.moved(), sinceReview));
  }
}
