package dev.belay.ledger;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.belay.domain.fund.AgentPatch;
import dev.belay.domain.fund.Allocation;
import dev.belay.domain.fund.Allocation.Candidate;
import dev.belay.domain.fund.CapitalMove;
import dev.belay.domain.fund.FundRefusal;
import dev.belay.domain.fund.FundRefusal.Code;
import dev.belay.domain.fund.ReviewReport;
import dev.belay.domain.fund.RosterChecks;
import dev.belay.domain.fund.Scheme;
import dev.belay.domain.fund.Share;
import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.domain.risk.BreakerState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Changes of the fund while it runs: who is in it, how, and with how much. Each is judged and
 * stored under the fund's lock in one transaction, with the plan that moves the capital, and is an
 * event of the journal. The same request again changes nothing.
 */
public final class FundChanges {
  private final Database database;
  private final InstantSource wall;

  public FundChanges(Database database, InstantSource wall) {
    this.database = database;
    this.wall = wall;
  }

  /**
   * Who asks, and what the world is like.
   *
   * @param request names the command; the same one again changes nothing
   * @param now market time
   * @param symbols that the market has
   * @param styles there are prompts for
   * @param returns of each agent since the last review, fractions net of transfers
   */
  public record Context(
      String request,
      String by,
      Instant now,
      List<Quote> quotes,
      List<Symbol> symbols,
      List<String> styles,
      SortedMap<String, Double> returns) {
    Context with(SortedMap<String, Double> otherReturns) {
      return new Context(request, by, now, quotes, symbols, styles, otherReturns);
    }
  }

  /**
   * What came of it.
   *
   * @param changed false when it was so already, or is refused
   * @param refusal why nothing was applied; null when it was
   * @param message for people: what is so now and what will happen
   * @param plan of the capital that moves now; null when none does
   * @param agents to be told
   * @param amount that an agent is to get; null where that is not the question
   */
  public record Change(
      boolean changed,
      @Nullable FundRefusal refusal,
      String message,
      @Nullable String plan,
      List<String> agents,
      @Nullable Usdt amount) {
    public Change {
      agents = List.copyOf(agents);
    }

    static Change refused(FundRefusal refusal) {
      return new Change(false, refusal, refusal.detail(), null, List.of(), null);
    }
  }

  /** Chooses how capital is shared out, now and at every review to come, and moves it. */
  public Change setAllocation(
      String portfolio, Scheme scheme, SortedMap<String, BigDecimal> weights, Context context) {
    return write(
        "allocation", portfolio, context, fund -> fund.setAllocation(scheme, weights, context));
  }

  /** Takes an agent out: no rounds, no entries; its positions close and its capital comes back. */
  public Change disable(String portfolio, String agent, Context context) {
    return write("disable", portfolio, context, fund -> fund.disable(agent, context));
  }

  /** Takes an agent in again, with an equal share as far as there is unallocated cash. */
  public Change enable(String portfolio, String agent, Context context) {
    return write("enable", portfolio, context, fund -> fund.enable(agent, context));
  }

  /**
   * Takes a new agent in.
   *
   * @param capital null for an equal share as far as there is unallocated cash
   */
  public Change add(String portfolio, AgentSpec agent, @Nullable Usdt capital, Context context) {
    return write("add", portfolio, context, fund -> fund.add(agent, capital, context));
  }

  /** Changes what an agent is made of, from its next round. */
  public Change change(String portfolio, String agent, AgentPatch patch, Context context) {
    return write("change", portfolio, context, fund -> fund.change(agent, patch, context));
  }

  /**
   * Carries out a review, once: disables whom the rule disables and shares the capital out anew.
   * Refused with REBALANCE_RUNNING it is to be tried again.
   */
  public Change applyReview(String portfolio, String review, Context context) {
    return write("review-applied", portfolio, context, fund -> fund.applyReview(review, context));
  }

  private interface Work {
    Change on(Fund fund);
  }

  private Change write(String operation, String portfolio, Context context, Work work) {
    Instant now = wall.instant();
    return database.write(
        operation,
        sql -> {
          Accounts.lockPortfolio(sql, portfolio);
          Fund fund = new Fund(sql, portfolio, now);
          // Asked again after its answer was lost: what it began is still to be carried out.
          return Capital.find(sql, fund.planId(context))
              .map(Fund::begun)
              .orElseGet(() -> work.on(fund));
        });
  }

  /** One fund under its lock. */
  private record Fund(Sql sql, String name, Instant wallNow) {

    Change setAllocation(Scheme scheme, SortedMap<String, BigDecimal> weights, Context context) {
      List<String> enabled = enabled().stream().map(a -> a.spec().id()).toList();
      FundRefusal wrong = Allocation.check(scheme, enabled, weights);
      if (wrong != null) {
        return Change.refused(wrong);
      }
      if (Capital.isRebalancing(sql, name)) {
        return Change.refused(rebalancing());
      }
      Planned planned = rebalance(scheme, weights, "command", context);
      if (planned.refusal() != null) {
        return Change.refused(planned.refusal());
      }
      sql.update(
          "UPDATE belay.portfolios SET scheme = ?, scheme_weights = ?::jsonb WHERE name = ?",
          scheme,
          LedgerJson.write(weights),
          name);
      journal(
          Accounts.unallocated(name),
          "allocation_scheme",
          Map.of("scheme", scheme, "weights", weights, "by", context.by()));
      return new Change(
          true,
          null,
          "The capital is shared out by %s from now on: %s".formatted(scheme, planned.message()),
          planned.plan(),
          List.of(),
          null);
    }

    Change disable(String id, Context context) {
      Agents.Agent agent = find(id);
      if (agent == null) {
        return Change.refused(unknown(id));
      }
      if (!agent.enabled()) {
        return unchanged("%s is disabled already.".formatted(id));
      }
      setEnabled(agent, false, "disabled by " + context.by());
      Usdt equity = equities(context.quotes()).getOrDefault(id, Usdt.ZERO);
      String plan =
          planOf(Capital.Kind.RELEASE, id, List.of(CapitalMove.release(id, equity)), context);
      return new Change(
          true,
          null,
          "%s is disabled: it opens nothing any more, its positions are closed, and what is left of about %s USDT goes back to the unallocated cash, until a rebalance shares it out."
              .formatted(id, cents(equity)),
          plan,
          List.of(id),
          null);
    }

    Change enable(String id, Context context) {
      Agents.Agent agent = find(id);
      if (agent == null) {
        return Change.refused(unknown(id));
      }
      if (agent.enabled()) {
        return unchanged("%s is enabled already.".formatted(id));
      }
      if (Capital.isRebalancing(sql, name)) {
        return Change.refused(rebalancing());
      }
      if (Capital.isReleasing(sql, name, id)) {
        return Change.refused(
            FundRefusal.of(
                Code.AGENT_CAPITAL_MOVING,
                "Expected the capital of %s to be back, it is still on its way",
                id));
      }
      Agents.store(sql, name, id, BreakerState.NEW);
      setEnabled(agent, true, "enabled by " + context.by());
      return granted(id, null, "%s is enabled".formatted(id), context);
    }

    Change add(AgentSpec agent, @Nullable Usdt capital, Context context) {
      if (find(agent.id()) != null) {
        return Change.refused(
            FundRefusal.of(Code.AGENT_EXISTS, "Expected a new id, %s is taken", agent.id()));
      }
      Optional<FundRefusal> wrong = check(agent, context);
      if (wrong.isPresent()) {
        return Change.refused(wrong.get());
      }
      if (Capital.isRebalancing(sql, name)) {
        return Change.refused(rebalancing());
      }
      Usdt available = Capital.unallocated(sql, name);
      if (capital != null && (capital.isNegative() || capital.compareTo(available) > 0)) {
        return Change.refused(
            FundRefusal.of(
                Code.CAPITAL_INSUFFICIENT,
                "Expected at most the unallocated %s USDT for %s, was %s",
                available,
                agent.id(),
                capital));
      }
      int ordinal =
          sql.one(
              "SELECT coalesce(max(ordinal), -1) + 1 AS n FROM belay.agents WHERE portfolio = ?",
              r -> r.integer("n"),
              name);
      Roster.insertAgent(sql, name, agent, ordinal);
      journal(
          PortfolioSpec.account(name, agent.id()),
          "agent_added",
          Map.of("agent", agent, "by", context.by()));
      return granted(agent.id(), capital, "%s is in the fund".formatted(agent.id()), context);
    }

    Change change(String id, AgentPatch patch, Context context) {
      Agents.Agent agent = find(id);
      if (agent == null) {
        return Change.refused(unknown(id));
      }
      List<String> strange = patch.problems();
      if (!strange.isEmpty()) {
        return Change.refused(
            FundRefusal.of(
                Code.AGENT_INVALID,
                "Expected limits of %s with plain numbers, was %s",
                AgentPatch.LIMITS,
                strange));
      }
      AgentSpec changed = patch.applied(agent.spec());
      if (changed.equals(agent.spec())) {
        return unchanged("%s is so already.".formatted(id));
      }
      Optional<FundRefusal> wrong = check(changed, context);
      if (wrong.isPresent()) {
        return Change.refused(wrong.get());
      }
      sql.update(
          "UPDATE belay.agents SET spec = ?::jsonb WHERE portfolio = ? AND id = ?",
          LedgerJson.write(changed),
          name,
          id);
      journal(
          agent.account(),
          "agent_changed",
          Map.of("before", agent.spec(), "after", changed, "by", context.by()));
      return new Change(
          true, null, "%s is changed from its next round.".formatted(id), null, List.of(id), null);
    }

    Change applyReview(String reviewId, Context context) {
      Reviews.Stored review = Reviews.find(sql, reviewId).orElse(null);
      if (review == null) {
        return Change.refused(
            FundRefusal.of(Code.REVIEW_UNKNOWN, "Expected a review, was %s", reviewId));
      }
      if (review.appliedAt() != null) {
        return new Change(
            false, null, "The review was carried out before.", review.plan(), List.of(), null);
      }
      if (Capital.isRebalancing(sql, name)) {
        return Change.refused(rebalancing());
      }
      List<String> disabled = new ArrayList<>();
      for (ReviewReport.AgentReview proposed : review.report().disabled()) {
        Agents.Agent agent = find(proposed.agent());
        if (agent != null && agent.enabled()) {
          setEnabled(agent, false, "review %s: %s".formatted(reviewId, proposed.reason()));
          disabled.add(proposed.agent());
        }
      }
      Planned planned =
          rebalance(
              review.report().scheme(),
              review.report().weights(),
              reviewId,
              context.with(returns(review.report())));
      if (planned.refusal() != null && !disabled.isEmpty()) {
        // Nobody to share it out to by this scheme, but those must give it back all the same.
        SortedMap<String, Usdt> equities = equities(context.quotes());
        List<CapitalMove> back =
            disabled.stream()
                .map(id -> CapitalMove.release(id, equities.getOrDefault(id, Usdt.ZERO)))
                .toList();
        planned =
            new Planned(planOf(Capital.Kind.REBALANCE, null, back, context), "", planned.refusal());
      }
      FundRefusal refusal = planned.refusal();
      sql.update(
          "UPDATE belay.reviews SET applied_at = ?, plan = ?, refusal = ? WHERE id = ?",
          wallNow,
          planned.plan(),
          refusal == null ? null : refusal.code() + ": " + refusal.detail(),
          reviewId);
      journal(
          Accounts.unallocated(name),
          "review_applied",
          Map.of(
              "review",
              reviewId,
              "disabled",
              disabled,
              "plan",
              Objects.requireNonNullElse(planned.plan(), ""),
              "refusal",
              refusal == null ? "" : refusal.detail()));
      return new Change(true, null, "The review is carried out.", planned.plan(), disabled, null);
    }

    /** What the review found is what counts, whenever it is carried out. */
    private static SortedMap<String, Double> returns(ReviewReport report) {
      SortedMap<String, Double> returns = new TreeMap<>();
      for (ReviewReport.AgentReview agent : report.agents()) {
        Double pct = agent.returnPct();
        returns.put(agent.agent(), pct == null ? 0 : pct / 100);
      }
      return returns;
    }

    private record Planned(@Nullable String plan, String message, @Nullable FundRefusal refusal) {}

    /** Everybody to what the scheme gives; the disabled to nothing. */
    private Planned rebalance(
        Scheme scheme, Map<String, BigDecimal> weights, String cause, Context context) {
      List<Candidate> candidates =
          enabled().stream()
              .map(
                  a ->
                      new Candidate(
                          a.spec().id(),
                          a.spec().interval(),
                          context.returns().getOrDefault(a.spec().id(), 0.0)))
              .toList();
      return switch (Allocation.of(scheme, candidates, weights)) {
        case Allocation.Refused refused -> new Planned(null, "", refused.refusal());
        case Allocation.Allotted allotted -> planned(scheme, allotted.shares(), cause, context);
      };
    }

    private Planned planned(
        Scheme scheme, SortedMap<String, Share> shares, String cause, Context context) {
      SortedMap<String, Usdt> equities = equities(context.quotes());
      Usdt base =
          equities.values().stream()
              .reduce(Usdt.ZERO, Usdt::plus)
              .plus(
                  Balances.ofPortfolio(sql, name)
                      .getOrDefault(Accounts.unallocated(name), Balances.NONE)
                      .cash());
      List<CapitalMove> moves = new ArrayList<>();
      SortedMap<String, BigDecimal> weights = new TreeMap<>();
      equities.forEach(
          (agent, equity) -> {
            Share share = shares.get(agent);
            if (share == null) {
              moves.add(CapitalMove.release(agent, equity));
            } else {
              moves.add(CapitalMove.to(agent, equity, share.of(base)));
              weights.put(agent, share.fraction());
            }
          });
      // Those who give first, by the name; those who get after them.
      moves.sort(
          Comparator.comparing((CapitalMove move) -> move.amount().isPositive())
              .thenComparing(CapitalMove::agent));
      String id = planId(context);
      Capital.record(
          sql,
          new Capital.NewPlan(
              id,
              name,
              Capital.Kind.REBALANCE,
              null,
              scheme,
              weights,
              base,
              moves,
              context.now(),
              context.by(),
              cause),
          wallNow);
      Usdt given =
          moves.stream()
              .map(CapitalMove::amount)
              .filter(Usdt::isPositive)
              .reduce(Usdt.ZERO, Usdt::plus);
      return new Planned(
          id,
          "%s USDT are moved, free margin first; positions are reduced where that does not do."
              .formatted(cents(given)),
          null);
    }

    /** An equal share as far as there is unallocated cash, or what was asked for. */
    private Change granted(String id, @Nullable Usdt capital, String message, Context context) {
      SortedMap<String, Usdt> equities = equities(context.quotes());
      Usdt own = equities.getOrDefault(id, Usdt.ZERO);
      Usdt total =
          equities.values().stream()
              .reduce(Usdt.ZERO, Usdt::plus)
              .plus(
                  Balances.ofPortfolio(sql, name)
                      .getOrDefault(Accounts.unallocated(name), Balances.NONE)
                      .cash());
      Usdt share =
          new Share(BigDecimal.ONE, BigDecimal.valueOf(enabled().size())).of(total).minus(own);
      Usdt available = cents(Capital.unallocated(sql, name));
      Usdt wanted = capital == null ? share : capital;
      Usdt amount = wanted.compareTo(available) < 0 ? wanted : available;
      if (!amount.isPositive()) {
        return new Change(
            true,
            null,
            "%s, with %s USDT: there is no unallocated cash for it; the next rebalance gives it its share."
                .formatted(message, cents(own)),
            null,
            List.of(id),
            Usdt.ZERO);
      }
      String plan =
          planOf(
              Capital.Kind.GRANT, id, List.of(CapitalMove.to(id, own, own.plus(amount))), context);
      return new Change(
          true,
          null,
          "%s and gets %s USDT of the unallocated cash.".formatted(message, amount),
          plan,
          List.of(id),
          amount);
    }

    private String planOf(
        Capital.Kind kind, @Nullable String agent, List<CapitalMove> moves, Context context) {
      String id = planId(context);
      Usdt base = moves.stream().map(CapitalMove::equity).reduce(Usdt.ZERO, Usdt::plus);
      Capital.record(
          sql,
          new Capital.NewPlan(
              id,
              name,
              kind,
              agent,
              null,
              new TreeMap<>(),
              base,
              moves,
              context.now(),
              context.by(),
              context.request()),
          wallNow);
      return id;
    }

    private String planId(Context context) {
      return name + "/" + context.request();
    }

    private void setEnabled(Agents.Agent agent, boolean enabled, String why) {
      sql.update(
          "UPDATE belay.agents SET enabled = ? WHERE portfolio = ? AND id = ?",
          enabled,
          name,
          agent.spec().id());
      journal(agent.account(), enabled ? "enable" : "disable", Map.of("why", why));
    }

    private Optional<FundRefusal> check(AgentSpec agent, Context context) {
      List<String> models =
          sql.one(
              "SELECT models FROM belay.portfolios WHERE name = ?",
              r ->
                  LedgerJson.read(r.text("models"), new TypeReference<List<ModelSpec>>() {})
                      .stream()
                      .map(ModelSpec::id)
                      .toList(),
              name);
      Optional<FundRefusal> wrong = RosterChecks.check(agent, models, context.styles());
      boolean tradable = agent.symbols().stream().anyMatch(context.symbols()::contains);
      return wrong.isPresent() || tradable
          ? wrong
          : Optional.of(
              FundRefusal.of(
                  Code.AGENT_INVALID,
                  "Expected a symbol of the market's %s, was %s",
                  context.symbols(),
                  agent.symbols()));
    }

    private List<Agents.Agent> enabled() {
      return Agents.all(sql, name).stream().filter(Agents.Agent::enabled).toList();
    }

    private Agents.@Nullable Agent find(String id) {
      return Agents.all(sql, name).stream()
          .filter(a -> a.spec().id().equals(id))
          .findFirst()
          .orElse(null);
    }

    /** Of every agent, at the quotes. */
    private SortedMap<String, Usdt> equities(List<Quote> quotes) {
      Map<String, Balances> balances = Balances.ofPortfolio(sql, name);
      Marked marked = Marked.of(sql, name, quotes);
      SortedMap<String, Usdt> equities = new TreeMap<>();
      for (Agents.Agent agent : Agents.all(sql, name)) {
        equities.put(
            agent.spec().id(),
            balances
                .getOrDefault(agent.account(), Balances.NONE)
                .cash()
                .plus(marked.unrealized(agent.account())));
      }
      return equities;
    }

    private void journal(String account, String kind, Map<String, ?> body) {
      Journal.append(sql, account, kind, body, wallNow);
    }

    static Change begun(Capital.Plan plan) {
      String agent = plan.agent();
      return new Change(
          true,
          null,
          "The capital is on its way.",
          plan.id(),
          agent == null ? List.of() : List.of(agent),
          null);
    }

    private static Change unchanged(String message) {
      return new Change(false, null, message, null, List.of(), null);
    }

    private static FundRefusal rebalancing() {
      return FundRefusal.of(
          Code.REBALANCE_RUNNING, "Expected no rebalance under way, one is not finished");
    }

    private FundRefusal unknown(String id) {
      return FundRefusal.of(
          Code.AGENT_UNKNOWN,
          "Expected one of %s, was \"%s\"",
          Agents.all(sql, name).stream().map(a -> a.spec().id()).toList(),
          id);
    }

    private static Usdt cents(Usdt amount) {
      return Usdt.of(amount.value().setScale(2, RoundingMode.DOWN));
    }
  }
}
