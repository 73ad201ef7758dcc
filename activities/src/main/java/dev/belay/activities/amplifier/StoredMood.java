package dev.belay.activities.amplifier;

import dev.belay.domain.portfolio.ContentStore;
import dev.belay.ledger.amplifier.Votes;
import dev.belay.strategies.amplifier.ballot.Evidence;
import dev.belay.strategies.amplifier.ballot.Evidence.Figure;
import dev.belay.strategies.amplifier.ballot.EvidenceJson;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The market's mood as the evidence of a desk's last vote has it. */
public final class StoredMood {
  /** The index comes out once a day. */
  private static final Duration LONGEST = Duration.ofHours(24);

  private final Votes votes;
  private final ContentStore store;
  private final String desk;
  private final InstantSource wall;

  public StoredMood(Votes votes, ContentStore store, String desk, InstantSource wall) {
    this.votes = votes;
    this.store = store;
    this.desk = desk;
    this.wall = wall;
  }

  /** 0 to 100; empty where no vote of the last day was told it. */
  public Optional<Double> fearAndGreed() {
    return votes
        .lastFreshEvidence(desk)
        .map(hash -> EvidenceJson.read(store.get(hash)))
        .filter(this::isRecent)
        .flatMap(
            evidence ->
                evidence.figures().stream()
                    .filter(figure -> figure.name().equals(FigureSource.FEAR_AND_GREED))
                    .map(Figure::value)
                    .map(BigDecimal::doubleValue)
                    .findFirst());
  }

  private boolean isRecent(Evidence evidence) {
    Instant gathered = evidence.gatheredAt();
    return gathered != null && Duration.between(gathered, wall.instant()).compareTo(LONGEST) <= 0;
  }
}
