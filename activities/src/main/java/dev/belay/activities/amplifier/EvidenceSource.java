package dev.belay.activities.amplifier;

import dev.belay.strategies.amplifier.ballot.Evidence;
import dev.belay.strategies.amplifier.ballot.Evidence.Figure;
import dev.belay.strategies.amplifier.ballot.Evidence.Headline;
import java.util.List;

/** Something outside that voters are shown. */
public interface EvidenceSource {
  /** What records and voters call it. */
  String name();

  Evidence.Kind kind();

  /**
   * Asks it once.
   *
   * @throws SourceException if it does not answer in time, or not as expected
   */
  Reading read();

  /** What it said, sanitised. */
  record Reading(List<Headline> news, List<Figure> figures) {
    public Reading {
      news = List.copyOf(news);
      figures = List.copyOf(figures);
    }

    static Reading news(List<Headline> news) {
      return new Reading(news, List.of());
    }

    static Reading figures(List<Figure> figures) {
      return new Reading(List.of(), figures);
    }
  }

  /** Why it could not be read; without any secret, in words for people. */
  final class SourceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SourceException(String message) {
      super(message);
    }
  }
}
