package dev.belay.api;

import dev.belay.api.fund.CapitalCommands;
import dev.belay.api.portfolio.CapitalBook;
import dev.belay.domain.fund.FundRefusal;
import dev.belay.domain.fund.Scheme;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.ledger.Capital;
import dev.belay.ledger.Reviews;
import dev.belay.workflows.portfolio.FundChangeActivities.FundChange;
import dev.belay.workflows.portfolio.PortfolioWorkflow.AddAgent;
import dev.belay.workflows.portfolio.PortfolioWorkflow.ChangeAgent;
import dev.belay.workflows.portfolio.PortfolioWorkflow.SetAllocation;
import dev.belay.workflows.portfolio.PortfolioWorkflow.SwitchAgent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Capital that obeys, or refuses as it is told to. */
public final class FakeCapital implements CapitalBook, CapitalCommands {
  public final List<Object> commands = new ArrayList<>();
  public volatile @Nullable FundRefusal refusal;

  public volatile List<Reviews.Stored> reviews = List.of();
  public volatile List<Capital.Plan> plans = List.of();

  @Override
  public List<Reviews.Stored> reviews() {
    return reviews;
  }

  @Override
  public Optional<Reviews.Stored> review(String id) {
    return reviews.stream().filter(review -> review.id().equals("main/" + id)).findFirst();
  }

  @Override
  public List<Capital.Plan> plans() {
    return plans;
  }

  @Override
  public Capital.Plan plan(String id) {
    return plans.stream().filter(plan -> plan.id().equals(id)).findFirst().orElseThrow();
  }

  @Override
  public List<Capital.Moved> transfersOf(String planId) {
    return List.of(
        new Capital.Moved("main.openai_multi", Usdt.of("-2500"), "DONE", null, Fixtures.AS_OF),
        new Capital.Moved("main.qwen_single", Usdt.of("1500"), "DONE", null, Fixtures.AS_OF),
        new Capital.Moved("main.qwen_single", Usdt.of("1000"), "REFUSED", "<b>no", Fixtures.AS_OF));
  }

  @Override
  public Reviews.Chosen chosen() {
    return new Reviews.Chosen(Scheme.EQUAL, new TreeMap<>());
  }

  @Override
  public Reviews.Calendar calendar() {
    return new Reviews.Calendar(Instant.parse("2026-01-05T00:00:00Z"), null, null);
  }

  @Override
  public List<ModelSpec> models() {
    return List.of(
        new ModelSpec(
            "qwen3_32b",
            "Qwen3-32B",
            "qwen",
            "groq",
            "qwen",
            null,
            null,
            BigDecimal.ONE,
            BigDecimal.ONE,
            400));
  }

  @Override
  public FundChange setAllocation(SetAllocation command) {
    return answer(command, "main/" + command.request());
  }

  @Override
  public FundChange addAgent(AddAgent command) {
    return answer(command, null);
  }

  @Override
  public FundChange changeAgent(ChangeAgent command) {
    return answer(command, null);
  }

  @Override
  public FundChange disableAgent(SwitchAgent command) {
    return answer(command, "main/" + command.request());
  }

  @Override
  public FundChange enableAgent(SwitchAgent command) {
    return answer(command, null);
  }

  @Override
  public String review(String request, String by) {
    commands.add("review by " + by);
    return request;
  }

  private FundChange answer(Object command, @Nullable String plan) {
    FundRefusal no = refusal;
    if (no != null) {
      return new FundChange(false, no, no.detail(), null, List.of(), null);
    }
    commands.add(command);
    return new FundChange(true, null, "It is so.", plan, List.of(), null);
  }
}
