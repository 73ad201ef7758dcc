package dev.belay.api.portfolio;

import dev.belay.api.cache.Refreshed;
import dev.belay.engine.statistics.CommonReturns;
import dev.belay.engine.statistics.EquityMark;
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
  private final Refreshed<State> state;

  PerformanceBoard(PortfolioBook book) {
    this.book = book;
    this.state =
        new Refreshed<>(
            Duration.ofSeconds(5),
            Duration.ZERO,
            new State(EquityTrack.EMPTY, Map.of(), Performance.NONE),
            this::next);
  }

  private record State(
      EquityTrack fund, Map<String, EquityTrack> agents, Performance performance) {}

  Performance now() {
    return state.get().performance();
  }

  private State next(State last) {
    EquityTrack fund = grown(null, last.fund());
    Map<String, EquityTrack> tracks = new LinkedHashMap<>();
    book.figures(List.of(), Instant.EPOCH)
        .agents()
        .forEach(
            agent -> {
              String id = agent.spec().id();
              tracks.put(id, grown(id, last.agents().getOrDefault(id, EquityTrack.EMPTY)));
            });
    return new State(fund, tracks, performance(fund, tracks));
  }

  private EquityTrack grown(@Nullable String agent, EquityTrack track) {
    return track.with(book.equity(agent, track.next(), FOREVER));
  }

  private static Performance performance(EquityTrack fund, Map<String, EquityTrack> tracks) {
    Map<String, Performance.Figures> agents = new LinkedHashMap<>();
    tracks.forEach((id, track) -> agents.put(id, figures(track)));
    // One that has no mark at all would leave no common step to compare the others on.
    List<String> compared =
        tracks.keySet().stream().filter(id -> !marks(tracks, id).isEmpty()).toList();
    CommonReturns common =
        CommonReturns.of(compared.stream().map(id -> marks(tracks, id)).toList());
    return new Performance(
        figures(fund), agents, compared, common.correlation(), common.diversificationRatio());
  }

  private static List<EquityMark> marks(Map<String, EquityTrack> tracks, String id) {
    return tracks.getOrDefault(id, EquityTrack.EMPTY).window();
  }

  private static Performance.Figures figures(EquityTrack track) {
    return Performance.Figures.of(track.window(), track.drawdown());
  }
}
