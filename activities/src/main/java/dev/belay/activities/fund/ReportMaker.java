package dev.belay.activities.fund;

import dev.belay.domain.fund.Allocation;
import dev.belay.domain.fund.ReviewReport;
import dev.belay.domain.fund.ReviewReport.AgentReview;
import dev.belay.domain.fund.ReviewReport.Correlated;
import dev.belay.domain.fund.ReviewReport.Figure;
import dev.belay.domain.fund.ReviewReport.Proposal;
import dev.belay.domain.fund.Share;
import dev.belay.domain.fund.SharpeRule;
import dev.belay.domain.money.Usdt;
import dev.belay.engine.statistics.CommonReturns;
import dev.belay.engine.statistics.Correlation;
import dev.belay.engine.statistics.Drawdown;
import dev.belay.engine.statistics.EquityMark;
import dev.belay.engine.statistics.Estimate;
import dev.belay.engine.statistics.HourlyReturns;
import dev.belay.engine.statistics.MarketState;
import dev.belay.ledger.Agents;
import dev.belay.ledger.Reviews;
import dev.belay.ledger.Reviews.Trade;
import dev.belay.ledger.Roster;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes a review's report of marks, trades and candles, none of them later than its time. */
public final class ReportMaker {
  private static final String RETURNS =
      "chained over five-minute equity marks, net of transfers, since the review before";
  private static final Usdt CENT = Usdt.of("0.01");

  private final Roster roster;
  private final Reviews reviews;
  private final ReturnsReader returns;
  private final Benchmark benchmark;

  public ReportMaker(Roster roster, Reviews reviews, ReturnsReader returns, Benchmark benchmark) {
    this.roster = roster;
    this.reviews = reviews;
    this.returns = returns;
    this.benchmark = benchmark;
  }

  /** Everything of one agent that the report is made of. */
  private record Track(
      Agents.Agent agent, List<EquityMark> window, List<EquityMark> period, Usdt equity) {}

  ReviewReport of(String portfolio, Instant asOf) {
    Instant since = reviews.calendar(portfolio).since();
    Reviews.Chosen chosen = reviews.chosen(portfolio);
    Instant windowStart = asOf.minus(HourlyReturns.WINDOW);
    List<Track> tracks = new ArrayList<>();
    for (Agents.Agent agent : roster.agents(portfolio)) {
      String id = agent.spec().id();
      List<EquityMark> window = returns.marks(portfolio, id, windowStart, asOf);
      tracks.add(
          new Track(agent, window, returns.marks(portfolio, id, since, asOf), lastEquity(window)));
    }
    List<EquityMark> fundWindow = returns.marks(portfolio, null, windowStart, asOf);
    List<EquityMark> fundPeriod = returns.marks(portfolio, null, since, asOf);
    Usdt total = lastEquity(fundWindow);
    Usdt given = tracks.stream().map(Track::equity).reduce(Usdt.ZERO, Usdt::plus);
    Drawdown fund = ReturnsReader.track(fundPeriod);
    Double bitcoin = benchmark.returnPct(since, asOf);
    return new ReviewReport(
        since,
        asOf,
        chosen.scheme(),
        chosen.weights(),
        total,
        total.minus(given),
        pct(fund),
        reason(fund),
        rounded(bitcoin),
        bitcoin == null ? "the market has no candles of BTC for the time" : null,
        figure(HourlyReturns.of(fundWindow).sharpe()),
        figure(fund.maxPct()),
        correlated(tracks),
        agents(portfolio, since, asOf, chosen, tracks, total),
        new ReviewReport.Conventions(
            HourlyReturns.CONVENTION, SharpeRule.CONVENTION, MarketState.CONVENTION, RETURNS));
  }

  private List<AgentReview> agents(
      String portfolio,
      Instant since,
      Instant asOf,
      Reviews.Chosen chosen,
      List<Track> tracks,
      Usdt total) {
    Instant windowStart = asOf.minus(HourlyReturns.WINDOW);
    List<Trade> recent =
        reviews.trades(portfolio, since.isBefore(windowStart) ? since : windowStart, asOf);
    Map<String, Reviews.Paid> paid = reviews.paid(portfolio, since, asOf);
    Map<String, SharpeRule.Judgement> judged = new HashMap<>();
    for (Track track : tracks) {
      judged.put(track.agent().spec().id(), judge(track, recent, windowStart));
    }
    SortedMap<String, Share> shares = shares(chosen, tracks, judged);
    return tracks.stream()
        .map(
            track -> {
              String id = track.agent().spec().id();
              Share share = shares.get(id);
              SharpeRule.Judgement judgement =
                  judged.getOrDefault(id, new SharpeRule.Judgement(false, ""));
              return review(
                  track,
                  of(recent, id, since),
                  of(recent, id, windowStart).size(),
                  paid.getOrDefault(id, Reviews.Paid.NOTHING),
                  judgement,
                  share == null || !total.isPositive() ? null : share.of(total));
            })
        .toList();
  }

  private SharpeRule.Judgement judge(Track track, List<Trade> trades, Instant windowStart) {
    Estimate sharpe = HourlyReturns.of(track.window()).sharpe();
    return SharpeRule.judge(
        sharpe.value(),
        sharpe.samples(),
        of(trades, track.agent().spec().id(), windowStart).size());
  }

  /** What the scheme would give those who stay; empty where it is refused. */
  private static SortedMap<String, Share> shares(
      Reviews.Chosen chosen, List<Track> tracks, Map<String, SharpeRule.Judgement> judged) {
    List<Allocation.Candidate> staying =
        tracks.stream()
            .filter(t -> t.agent().enabled())
            .filter(
                t -> {
                  SharpeRule.Judgement judgement = judged.get(t.agent().spec().id());
                  return judgement == null || !judgement.disable();
                })
            .map(
                t ->
                    new Allocation.Candidate(
                        t.agent().spec().id(),
                        t.agent().spec().interval(),
                        ReturnsReader.track(t.period()).index() - 1))
            .toList();
    return switch (Allocation.of(chosen.scheme(), staying, chosen.weights())) {
      case Allocation.Allotted allotted -> allotted.shares();
      case Allocation.Refused refused -> new TreeMap<>();
    };
  }

  private AgentReview review(
      Track track,
      List<Trade> trades,
      int inWindow,
      Reviews.Paid paid,
      SharpeRule.Judgement judgement,
      @Nullable Usdt target) {
    Drawdown period = ReturnsReader.track(track.period());
    Proposal proposal = proposal(track, judgement, target);
    return new AgentReview(
        track.agent().spec().id(),
        track.agent().spec().name(),
        track.equity(),
        pct(period),
        reason(period),
        figure(HourlyReturns.of(track.window()).sharpe()),
        figure(period.maxPct()),
        trades.size(),
        inWindow,
        paid.fees(),
        paid.modelUsd(),
        byState(trades),
        proposal,
        proposal == Proposal.DISABLED ? "disabled before" : judgement.reason(),
        target);
  }

  private static Proposal proposal(
      Track track, SharpeRule.Judgement judgement, @Nullable Usdt target) {
    if (!track.agent().enabled()) {
      return Proposal.DISABLED;
    }
    if (judgement.disable()) {
      return Proposal.DISABLE;
    }
    if (target == null || target.minus(track.equity()).abs().compareTo(CENT) < 0) {
      return Proposal.KEEP;
    }
    return target.compareTo(track.equity()) > 0 ? Proposal.INCREASE : Proposal.REDUCE;
  }

  private SortedMap<String, Usdt> byState(List<Trade> trades) {
    SortedMap<String, Usdt> sums = new TreeMap<>();
    for (Trade trade : trades) {
      sums.merge(benchmark.state(trade.openedAt()).toString(), trade.net(), Usdt::plus);
    }
    return sums;
  }

  private static List<Trade> of(List<Trade> trades, String agent, Instant after) {
    return trades.stream()
        .filter(t -> t.agent().equals(agent) && t.closedAt().isAfter(after))
        .toList();
  }

  private static Correlated correlated(List<Track> tracks) {
    // Without capital there is no return, and without one of them no common step for the others.
    List<Track> compared =
        tracks.stream().filter(t -> t.agent().enabled() && t.equity().isPositive()).toList();
    Correlation correlation =
        CommonReturns.of(compared.stream().map(Track::window).toList()).correlation();
    return new Correlated(
        compared.stream().map(t -> t.agent().spec().id()).toList(),
        rounded(correlation.matrix()),
        correlation.reason(),
        correlation.samples());
  }

  private static @Nullable List<List<@Nullable Double>> rounded(
      @Nullable List<List<@Nullable Double>> matrix) {
    if (matrix == null) {
      return null;
    }
    List<List<@Nullable Double>> rows = new ArrayList<>();
    for (List<@Nullable Double> row : matrix) {
      List<@Nullable Double> cells = new ArrayList<>();
      row.forEach(cell -> cells.add(rounded(cell)));
      rows.add(Collections.unmodifiableList(cells));
    }
    return Collections.unmodifiableList(rows);
  }

  private static Usdt lastEquity(List<EquityMark> marks) {
    return marks.isEmpty()
        ? Usdt.ZERO
        : Usdt.of(BigDecimal.valueOf(marks.getLast().equity()).setScale(8, RoundingMode.HALF_EVEN));
  }

  private static @Nullable Double pct(Drawdown track) {
    return track.samples() < 2 ? null : rounded((track.index() - 1) * 100);
  }

  private static @Nullable String reason(Drawdown track) {
    return track.samples() < 2 ? "fewer than two equity marks" : null;
  }

  private static Figure figure(Estimate estimate) {
    return new Figure(rounded(estimate.value()), estimate.reason(), estimate.samples());
  }

  private static @Nullable Double rounded(@Nullable Double value) {
    return value == null
        ? null
        : BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_EVEN).doubleValue();
  }
}
