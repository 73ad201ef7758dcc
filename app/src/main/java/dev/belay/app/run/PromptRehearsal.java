package dev.belay.app.run;

import dev.belay.activities.portfolio.Decider;
import dev.belay.activities.rehearsal.Rehearsal;
import dev.belay.api.prompt.PromptTest;
import dev.belay.api.prompt.PromptTests;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.Decision;
import dev.belay.domain.portfolio.Refusal;
import org.jspecify.annotations.Nullable;

/** Prompts tried out on the running market. */
final class PromptRehearsal implements PromptTests {
  private final String portfolio;
  private final Rehearsal rehearsal;

  PromptRehearsal(String portfolio, Rehearsal rehearsal) {
    this.portfolio = portfolio;
    this.rehearsal = rehearsal;
  }

  @Override
  public PromptTest run(String agent) {
    Rehearsal.Result result = rehearsal.run(portfolio, agent);
    Decider.Draft draft = result.draft();
    return new PromptTest(
        agent,
        result.asOf(),
        result.agent().style(),
        result.agent().consensus().toString(),
        result.voices().stream().map(PromptRehearsal::voice).toList(),
        draft.outcome(),
        draft.detail(),
        draft.reasoning(),
        result.judged().stream().map(PromptRehearsal::element).toList());
  }

  private static PromptTest.Voice voice(Rehearsal.Voice voice) {
    return new PromptTest.Voice(
        voice.voice(),
        voice.prompt().version(),
        voice.prompt().system(),
        voice.prompt().user(),
        voice.reply(),
        voice.failure(),
        voice.model(),
        voice.standIn(),
        voice.tokensIn(),
        voice.tokensOut(),
        Usdt.of(voice.costUsd()),
        voice.latencyMillis());
  }

  private static PromptTest.Element element(Rehearsal.Judged judged) {
    Decider.DraftElement element = judged.element();
    Decision decision = element.decision();
    Refusal refusal = judged.refusal();
    return new PromptTest.Element(
        element.raw(),
        element.symbol(),
        element.action(),
        decision == null ? null : decision.leverage(),
        decision == null ? null : decision.positionSizeUsd(),
        decision == null ? null : decision.stopLoss(),
        decision == null ? null : decision.takeProfit(),
        decision == null ? null : decision.confidence(),
        verdict(decision, refusal),
        refusal == null ? null : refusal.code().name(),
        refusal == null ? null : refusal.detail());
  }

  private static String verdict(@Nullable Decision decision, @Nullable Refusal refusal) {
    if (refusal != null) {
      return "refused";
    }
    boolean trades = decision != null && (decision.action().opens() || decision.action().closes());
    return trades ? "admitted" : "nothing to do";
  }
}
