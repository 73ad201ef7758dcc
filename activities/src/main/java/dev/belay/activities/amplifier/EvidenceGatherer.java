package dev.belay.activities.amplifier;

import dev.belay.activities.amplifier.EvidenceSource.Reading;
import dev.belay.activities.amplifier.EvidenceSource.SourceException;
import dev.belay.domain.amplifier.Voter;
import dev.belay.domain.portfolio.ContentStore;
import dev.belay.ledger.amplifier.Votes;
import dev.belay.strategies.amplifier.ballot.Evidence;
import dev.belay.strategies.amplifier.ballot.Evidence.Figure;
import dev.belay.strategies.amplifier.ballot.Evidence.Headline;
import dev.belay.strategies.amplifier.ballot.Evidence.MarketSummary;
import dev.belay.strategies.amplifier.ballot.Evidence.Source;
import dev.belay.strategies.amplifier.ballot.EvidenceJson;
import dev.belay.strategies.amplifier.ballot.OutsideText;
import dev.belay.workflows.amplifier.EvidenceActivities;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks every source side by side, names those that don't answer, and stores what the voters are
 * shown. For an extra vote it asks nobody: what was gathered last is shown with its age, beside our
 * own data of now and the headlines that were read meanwhile.
 */
public final class EvidenceGatherer implements EvidenceActivities {
  private static final int MOST_NEWS = 30;
  private static final int LONGEST_REASON = 300;

  private final Votes votes;
  private final ContentStore store;
  private final MarketSummarizer market;
  private final List<EvidenceSource> sources;
  private final Supplier<List<Headline>> meanwhile;
  private final BallotPrompts prompts;
  private final InstantSource wall;

  /**
   * @param meanwhile headlines read between votes
   */
  public EvidenceGatherer(
      Votes votes,
      ContentStore store,
      MarketSummarizer market,
      List<EvidenceSource> sources,
      Supplier<List<Headline>> meanwhile,
      BallotPrompts prompts,
      InstantSource wall) {
    this.votes = votes;
    this.store = store;
    this.market = market;
    this.sources = List.copyOf(sources);
    this.meanwhile = meanwhile;
    this.prompts = prompts;
    this.wall = wall;
  }

  @Override
  public Gathered gather(GatherRequest request) {
    Votes.Stored vote = votes.load(request.vote());
    if (vote.shown() != null) {
      return Objects.requireNonNull(VoteBook.evidence(vote.shown()));
    }
    MarketSummary summary = market.summary(vote.desk(), vote.asOf());
    Evidence evidence = request.fresh() ? fresh(vote, summary) : stored(vote, summary);
    Map<String, String> rendered = new TreeMap<>();
    for (Voter voter : Voter.values()) {
      rendered.put(voter.toString(), store.put("prompt", prompts.render(voter, evidence).text()));
    }
    Votes.Shown shown =
        votes.shown(
            vote.id(),
            new Votes.Shown(
                store.put("evidence", EvidenceJson.write(evidence)),
                rendered,
                evidence.down(),
                evidence.withoutNews(),
                request.fresh()));
    return Objects.requireNonNull(VoteBook.evidence(shown));
  }

  private Evidence fresh(Votes.Stored vote, MarketSummary summary) {
    Instant at = wall.instant();
    List<Source> asked = new ArrayList<>();
    List<Headline> news = new ArrayList<>();
    List<Figure> figures = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Reading>> readings =
          sources.stream().map(source -> threads.submit(source::read)).toList();
      for (int i = 0; i < sources.size(); i++) {
        EvidenceSource source = sources.get(i);
        String failure = null;
        try {
          Reading reading = readings.get(i).get();
          news.addAll(reading.news());
          figures.addAll(reading.figures());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("Interrupted while gathering evidence", e);
        } catch (java.util.concurrent.ExecutionException e) {
          failure =
              e.getCause() instanceof SourceException known
                  ? known.getMessage()
                  : "failed unexpectedly";
        }
        asked.add(new Source(source.name(), source.kind(), failure));
      }
    }
    return evidence(vote, at, at, summary, asked, newest(news), figures);
  }

  /** What was gathered for the last vote of a window, as it was, and headlines since. */
  private Evidence stored(Votes.Stored vote, MarketSummary summary) {
    return votes
        .lastFreshEvidence(vote)
        .map(hash -> EvidenceJson.read(store.get(hash)))
        .map(
            last ->
                evidence(
                    vote,
                    last.gatheredAt(),
                    wall.instant(),
                    summary,
                    last.sources(),
                    newest(joined(meanwhile.get(), last.news())),
                    last.figures()))
        .orElseGet(
            () ->
                evidence(
                    vote,
                    null,
                    wall.instant(),
                    summary,
                    List.of(),
                    newest(meanwhile.get()),
                    List.of()));
  }

  private static Evidence evidence(
      Votes.Stored vote,
      @Nullable Instant gatheredAt,
      Instant now,
      MarketSummary summary,
      List<Source> asked,
      List<Headline> news,
      List<Figure> figures) {
    return new Evidence(
        vote.asOf(),
        vote.cause().name().toLowerCase(Locale.ROOT),
        OutsideText.line(vote.reason(), LONGEST_REASON),
        gatheredAt,
        gatheredAt == null ? null : Duration.between(gatheredAt, now).toSeconds(),
        summary,
        asked,
        news,
        figures);
  }

  private static List<Headline> joined(List<Headline> newer, List<Headline> older) {
    List<Headline> all = new ArrayList<>(newer);
    all.addAll(older);
    return all;
  }

  /** The newest first, the same headline once. */
  private static List<Headline> newest(List<Headline> news) {
    Set<String> seen = new HashSet<>();
    return news.stream()
        .filter(headline -> seen.add(headline.title().toLowerCase(Locale.ROOT)))
        .sorted(
            Comparator.comparing(
                Headline::publishedAt, Comparator.nullsLast(Comparator.reverseOrder())))
        .limit(MOST_NEWS)
        .toList();
  }
}
