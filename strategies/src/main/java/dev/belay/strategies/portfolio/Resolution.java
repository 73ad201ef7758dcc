package dev.belay.strategies.portfolio;

import dev.belay.domain.portfolio.Action;
import dev.belay.strategies.portfolio.ParsedReply.Readable;
import dev.belay.strategies.portfolio.ParsedReply.Unreadable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent's reply or replies come to.
 *
 * @param detail why, for ABSTAIN and NO_DECISION
 * @param elements closes first, then opens, then the rest
 */
public record Resolution(
    Outcome outcome, @Nullable String detail, String reasoning, List<ParsedElement> elements) {
  public Resolution {
    elements = List.copyOf(elements);
  }

  /** In a word. */
  public enum Outcome {
    /** At least one element trades. */
    TRADE,
    /** Nothing is to be done. */
    HOLD,
    /** All that would have traded was refused. */
    REFUSED,
    /** The reply could not be read, or there was none. */
    ABSTAIN,
    /** Too few voices could be read. */
    NO_DECISION
  }

  /** The decision of an agent with one voice. */
  public static Resolution single(ParsedReply reply) {
    return switch (reply) {
      case Unreadable unreadable ->
          new Resolution(Outcome.ABSTAIN, unreadable.reason(), "", List.of());
      case Readable readable -> decided(readable.reasoning(), readable.elements());
    };
  }

  static Resolution decided(String reasoning, List<ParsedElement> elements) {
    List<ParsedElement> sorted = new ArrayList<>(elements);
    sorted.sort(Comparator.comparingInt(Resolution::order));
    return new Resolution(outcome(sorted), null, reasoning, sorted);
  }

  private static Outcome outcome(List<ParsedElement> elements) {
    if (elements.stream().anyMatch(ParsedElement::trades)) {
      return Outcome.TRADE;
    }
    return elements.stream().anyMatch(Resolution::refusedTrade) ? Outcome.REFUSED : Outcome.HOLD;
  }

  /** A "wait" on a symbol nobody knows is refused too, but takes nothing away. */
  private static boolean refusedTrade(ParsedElement element) {
    Action action = element.action();
    return element.refusal() != null && (action == null || action.opens() || action.closes());
  }

  private static int order(ParsedElement element) {
    Action action = element.action();
    if (!element.trades() || action == null) {
      return 2;
    }
    return action.closes() ? 0 : 1;
  }
}
