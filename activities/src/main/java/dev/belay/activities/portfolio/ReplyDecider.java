package dev.belay.activities.portfolio;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.ContentStore;
import dev.belay.strategies.portfolio.ConsensusRule;
import dev.belay.strategies.portfolio.ConsensusRule.Voice;
import dev.belay.strategies.portfolio.MarketView;
import dev.belay.strategies.portfolio.Observation;
import dev.belay.strategies.portfolio.ObservationJson;
import dev.belay.strategies.portfolio.ParsedElement;
import dev.belay.strategies.portfolio.ParsedReply;
import dev.belay.strategies.portfolio.ReplyParser;
import dev.belay.strategies.portfolio.Resolution;
import dev.belay.workflows.portfolio.RoundActivities.DecideRequest;
import dev.belay.workflows.portfolio.RoundActivities.VoiceReply;
import java.util.List;
import java.util.TreeSet;

/** Reads the stored replies against the stored observation, and forms the consensus. */
public final class ReplyDecider implements Decider {
  private static final ReplyParser NOTHING_SEEN = new ReplyParser(List.of(), List.of());

  private final ContentStore store;

  public ReplyDecider(ContentStore store) {
    this.store = store;
  }

  @Override
  public Draft decide(DecideRequest request, AgentSpec agent) {
    String hash = request.observationHash();
    ReplyParser parser = hash == null ? NOTHING_SEEN : parser(agent, hash);
    List<Voice> voices =
        request.replies().stream()
            .map(reply -> new Voice(reply.voice(), read(reply, parser)))
            .toList();
    Resolution resolution = ConsensusRule.resolve(agent.consensus(), voices);
    return new Draft(
        resolution.outcome().name(),
        resolution.detail(),
        resolution.reasoning(),
        resolution.elements().stream().map(ReplyDecider::draft).toList());
  }

  private ReplyParser parser(AgentSpec agent, String observationHash) {
    Observation seen = ObservationJson.read(store.get(observationHash));
    return new ReplyParser(tradable(agent, seen), seen.quotes());
  }

  private ParsedReply read(VoiceReply reply, ReplyParser parser) {
    String hash = reply.replyHash();
    if (hash != null) {
      return parser.parse(store.get(hash));
    }
    String failure = reply.failure();
    return new ParsedReply.Unreadable(failure == null ? "The model was not asked" : failure);
  }

  /** What the market has of the agent's list, and what it holds, so that it can be closed. */
  private static List<Symbol> tradable(AgentSpec agent, Observation seen) {
    TreeSet<Symbol> symbols = new TreeSet<>();
    seen.markets().stream()
        .map(MarketView::symbol)
        .filter(agent.symbols()::contains)
        .forEach(symbols::add);
    seen.account().positions().forEach(position -> symbols.add(position.symbol()));
    return List.copyOf(symbols);
  }

  private static DraftElement draft(ParsedElement element) {
    return new DraftElement(
        element.raw(), element.symbol(), element.action(), element.decision(), element.refusal());
  }
}
