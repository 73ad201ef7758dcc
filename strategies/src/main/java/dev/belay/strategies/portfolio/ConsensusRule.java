package dev.belay.strategies.portfolio;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.portfolio.Action;
import dev.belay.domain.portfolio.Consensus;
import dev.belay.domain.portfolio.Decision;
import dev.belay.strategies.portfolio.ParsedReply.Readable;
import dev.belay.strategies.portfolio.ParsedReply.Unreadable;
import dev.belay.strategies.portfolio.Resolution.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes one decision of several voices, symbol by symbol. The order of the voices never matters.
 *
 * <ul>
 *   <li>A voice that can't be read abstains; fewer than two that can are no decision.
 *   <li>A voice that says nothing of a symbol holds it; one whose trade in it was refused abstains
 *       on it; fewer than two votes hold.
 *   <li>A tie holds. Of the voices that agree: the smallest size and leverage, the tightest stop,
 *       the nearest target, the mean confidence rounded down.
 * </ul>
 */
public final class ConsensusRule {
  private static final int UNSTATED_CONFIDENCE = 50;

  private ConsensusRule() {}

  /** A voice and what was read of its reply. */
  public record Voice(String name, ParsedReply reply) {}

  /** One voice's vote on one symbol. */
  record Vote(String voice, Decision decision) {
    Action action() {
      return decision.action() == Action.WAIT ? Action.HOLD : decision.action();
    }

    int weight() {
      Integer confidence = decision.confidence();
      return confidence == null ? UNSTATED_CONFIDENCE : confidence;
    }
  }

  public static Resolution resolve(Consensus rule, List<Voice> voices) {
    List<Voice> sorted = voices.stream().sorted(Comparator.comparing(Voice::name)).toList();
    List<Voice> readable = sorted.stream().filter(v -> v.reply() instanceof Readable).toList();
    if (rule == Consensus.SINGLE) {
      return sorted.size() == 1
          ? Resolution.single(sorted.getFirst().reply())
          : noDecision("Expected one voice, found %d".formatted(sorted.size()));
    }
    if (readable.size() < 2) {
      return noDecision(
          "Expected at least two readable voices, found %d of %d%s"
              .formatted(readable.size(), sorted.size(), failures(sorted)));
    }
    List<ParsedElement> elements = new ArrayList<>();
    for (Symbol symbol : symbols(readable)) {
      elements.add(onSymbol(rule, symbol, readable));
    }
    elements.addAll(refused(readable));
    return Resolution.decided(reasoning(readable) + failures(sorted), elements);
  }

  private static ParsedElement onSymbol(Consensus rule, Symbol symbol, List<Voice> voices) {
    List<Vote> votes = new ArrayList<>();
    for (Voice voice : voices) {
      vote(voice, symbol).ifPresent(votes::add);
    }
    Action action = votes.size() < 2 ? Action.HOLD : agreed(rule, votes);
    List<Vote> agreeing = votes.stream().filter(vote -> vote.action() == action).toList();
    String tally =
        votes.stream()
            .map(vote -> "%s %s (%d)".formatted(vote.voice(), vote.action(), vote.weight()))
            .collect(Collectors.joining(", ", rule + ": ", ""));
    Decision decision =
        agreeing.isEmpty()
            ? hold(symbol, "No agreement. " + tally)
            : VoteMerge.merge(agreeing, symbol, action);
    return ParsedElement.accepted(symbol + " " + tally, decision);
  }

  private static Action agreed(Consensus rule, List<Vote> votes) {
    Map<Action, Integer> weights = new EnumMap<>(Action.class);
    for (Vote vote : votes) {
      weights.merge(vote.action(), rule == Consensus.WEIGHTED ? vote.weight() : 1, Integer::sum);
    }
    int most = weights.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    List<Action> leaders =
        weights.entrySet().stream()
            .filter(entry -> entry.getValue() == most)
            .map(Map.Entry::getKey)
            .toList();
    boolean agreed =
        switch (rule) {
          case SINGLE -> true;
          case VOTING -> 2 * most > votes.size();
          case WEIGHTED -> leaders.size() == 1;
          case UNANIMOUS -> weights.size() == 1;
        };
    return agreed ? leaders.getFirst() : Action.HOLD;
  }

  private static Optional<Vote> vote(Voice voice, Symbol symbol) {
    List<ParsedElement> own =
        elements(voice).stream().filter(element -> symbol.equals(element.symbol())).toList();
    for (ParsedElement element : own) {
      Decision decision = element.decision();
      if (decision != null && element.trades()) {
        return Optional.of(new Vote(voice.name(), decision));
      }
    }
    boolean refused = own.stream().anyMatch(element -> element.refusal() != null);
    Decision held =
        own.stream()
            .flatMap(element -> Optional.ofNullable(element.decision()).stream())
            .findFirst()
            .orElseGet(() -> hold(symbol, ""));
    return refused ? Optional.empty() : Optional.of(new Vote(voice.name(), held));
  }

  private static Decision hold(Symbol symbol, String why) {
    return new Decision(symbol, Action.HOLD, null, null, null, null, null, null, why);
  }

  private static TreeSet<Symbol> symbols(List<Voice> voices) {
    TreeSet<Symbol> symbols = new TreeSet<>();
    for (Voice voice : voices) {
      for (ParsedElement element : elements(voice)) {
        Symbol symbol = element.symbol();
        if (symbol != null) {
          symbols.add(symbol);
        }
      }
    }
    return symbols;
  }

  /** What was refused of each voice stays visible. */
  private static List<ParsedElement> refused(List<Voice> voices) {
    List<ParsedElement> refused = new ArrayList<>();
    for (Voice voice : voices) {
      for (ParsedElement element : elements(voice)) {
        if (element.refusal() != null) {
          refused.add(
              ParsedElement.refused(
                  voice.name() + ": " + element.raw(),
                  element.symbol(),
                  element.action(),
                  element.refusal()));
        }
      }
    }
    return refused;
  }

  private static List<ParsedElement> elements(Voice voice) {
    return switch (voice.reply()) {
      case Readable readable -> readable.elements();
      case Unreadable unreadable -> List.of();
    };
  }

  private static String reasoning(List<Voice> voices) {
    StringBuilder text = new StringBuilder();
    for (Voice voice : voices) {
      if (voice.reply() instanceof Readable readable) {
        text.append(voice.name()).append(": ").append(Excerpt.of(readable.reasoning(), 1200));
        text.append('\n');
      }
    }
    return text.toString().strip();
  }

  private static String failures(List<Voice> voices) {
    StringBuilder text = new StringBuilder();
    for (Voice voice : voices) {
      if (voice.reply() instanceof Unreadable unreadable) {
        text.append("; ").append(voice.name()).append(" abstains: ").append(unreadable.reason());
      }
    }
    return text.toString();
  }

  private static Resolution noDecision(String detail) {
    return new Resolution(Outcome.NO_DECISION, detail, "", List.of());
  }
}
