package dev.belay.api;

import dev.belay.domain.fund.CapitalMove;
import dev.belay.domain.fund.ReviewReport;
import dev.belay.domain.fund.ReviewReport.AgentReview;
import dev.belay.domain.fund.ReviewReport.Figure;
import dev.belay.domain.fund.ReviewReport.Proposal;
import dev.belay.domain.fund.Scheme;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Fill;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderIntent;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.Side;
import dev.belay.domain.portfolio.Action;
import dev.belay.domain.portfolio.AgentLimits;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.Consensus;
import dev.belay.domain.portfolio.Decision;
import dev.belay.domain.portfolio.Refusal;
import dev.belay.domain.portfolio.RefusalCode;
import dev.belay.domain.position.Direction;
import dev.belay.domain.position.ExitReason;
import dev.belay.domain.position.GuardState;
import dev.belay.domain.position.Instruction;
import dev.belay.domain.position.PositionStatus;
import dev.belay.domain.reconcile.CaseKind;
import dev.belay.ledger.Capital;
import dev.belay.ledger.EntryHold;
import dev.belay.ledger.Instructions;
import dev.belay.ledger.Reviews;
import dev.belay.ledger.read.AgentFigures;
import dev.belay.ledger.read.CaseRow;
import dev.belay.ledger.read.DecisionRow;
import dev.belay.ledger.read.FillRow;
import dev.belay.ledger.read.FundFigures;
import dev.belay.ledger.read.HaltRow;
import dev.belay.ledger.read.Money;
import dev.belay.ledger.read.OrderRow;
import dev.belay.ledger.read.PositionRow;
import dev.belay.ledger.read.ReconciliationRow;
import dev.belay.ledger.read.TradeRow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A fund of two agents, one of which holds a position. */
public final class Fixtures {
  public static final Instant AS_OF = Instant.parse("2026-01-05T12:00:00Z");
  public static final Instant AT = Instant.parse("2026-11-21T08:00:00Z");
  public static final String ROUND = "main/qwen_single/2026-01-05T12:00:00Z";
  public static final String POSITION = "main.qwen_single/BTCUSDT/3";
  public static final ClientOrderId ORDER =
      ClientOrderId.derive("abc123", "main.qwen_single", ROUND + "#0", Leg.ENTRY, 1);
  private static final Symbol BTC = Symbol.of("BTCUSDT");

  private Fixtures() {}

  public static FundFigures figures(@Nullable HaltRow halt) {
    return figures(halt, null);
  }

  public static EntryHold hold() {
    return new EntryHold("the home's disk", RefusalCode.DISK_LOW, "only 400 MiB are free", AT);
  }

  public static CaseRow openCase() {
    return new CaseRow(
        3,
        "main.qwen_single",
        CaseKind.UNKNOWN_ORDER,
        BTC,
        "<by hand>",
        "rests at the venue",
        null,
        AT,
        AT,
        null,
        null);
  }

  public static CaseRow mendedCase() {
    return new CaseRow(
        2,
        "main.qwen_single",
        CaseKind.MISSING_ORDER,
        BTC,
        ORDER.value(),
        "STOP in the ledger",
        "look at order " + ORDER,
        AT,
        AT,
        AT.plusSeconds(9),
        "REPAIRED");
  }

  public static ReconciliationRow reconciliation() {
    return new ReconciliationRow(
        AT, AT.plusMillis(740), 1, 4, 1, 2, Map.of("main.openai_multi", "no answer"));
  }

  public static FundFigures figures(@Nullable HaltRow halt, @Nullable EntryHold hold) {
    Money single =
        new Money(
            Usdt.of("5000"), Usdt.of("12.5"), Usdt.of("-3.25"), Usdt.of("1.1"), Usdt.of("-0.05"));
    Money multi = new Money(Usdt.of("5000"), Usdt.ZERO, Usdt.ZERO, Usdt.ZERO, Usdt.ZERO);
    Money free = new Money(Usdt.of("0.01"), Usdt.ZERO, Usdt.ZERO, Usdt.ZERO, Usdt.ZERO);
    return new FundFigures(
        "main",
        single.plus(multi).plus(free),
        Usdt.of("0.01"),
        halt,
        hold,
        List.of(
            new AgentFigures(
                agent("qwen_single", "Qwen <b>Single</b>"),
                "main.qwen_single",
                halt == null ? "running" : "halted",
                single,
                1,
                4,
                3,
                Usdt.of("100"),
                new BigDecimal("0.0123"),
                new AgentFigures.LastDecision(ROUND, AS_OF, "DECIDED")),
            new AgentFigures(
                agent("openai_multi", "OpenAI Multi"),
                "main.openai_multi",
                "paused",
                multi,
                0,
                0,
                0,
                Usdt.ZERO,
                BigDecimal.ZERO,
                null)));
  }

  private static AgentSpec agent(String id, String name) {
    return new AgentSpec(
        id,
        name,
        "qwen3_32b",
        "balanced",
        Duration.ofMinutes(3),
        Consensus.SINGLE,
        1,
        List.of(BTC),
        AgentLimits.DEFAULT);
  }

  public static HaltRow halt() {
    return new HaltRow(5, "HALT_ACTIVE", "lunch", "operator", AT, null, null);
  }

  public static PositionRow position() {
    return new PositionRow(
        3,
        POSITION,
        "qwen_single",
        "main.qwen_single",
        BTC,
        Direction.LONG,
        PositionStatus.OPEN,
        Quantity.of("0.01"),
        Price.of("50000"),
        Price.of("49675"),
        5,
        Price.of("49000"),
        Price.of("53000"),
        Usdt.of("-3.25"),
        Usdt.ZERO,
        Usdt.of("0.25"),
        Usdt.ZERO,
        Usdt.of("100"),
        ROUND + "#0",
        AS_OF,
        AS_OF,
        AT,
        GuardState.GUARDED,
        null);
  }

  public static Instructions.Stored instruction() {
    return new Instructions.Stored(
        POSITION,
        2,
        new Instruction.MoveStop(Price.of("49500")),
        1,
        "ann",
        "<b>tighter</b>",
        null,
        null,
        AT,
        null);
  }

  public static OrderRow order() {
    return new OrderRow(
        31,
        "qwen_single",
        new OrderIntent(
            ORDER,
            "main.qwen_single",
            POSITION,
            ROUND + "#0",
            Leg.ENTRY,
            1,
            BTC,
            Side.BUY,
            OrderType.MARKET,
            Quantity.of("0.01"),
            null,
            null,
            5,
            AS_OF,
            AT.plusSeconds(5)),
        OrderStatus.FILLED,
        "981",
        Quantity.of("0.01"),
        Price.of("50000"),
        null,
        AT,
        AT,
        AT);
  }

  public static TradeRow trade() {
    return new TradeRow(
        2,
        "main.qwen_single/BTCUSDT/2",
        "qwen_single",
        BTC,
        Direction.SHORT,
        Quantity.of("0.02"),
        Price.of("51000"),
        Price.of("50375"),
        5,
        AS_OF.minusSeconds(7200),
        AS_OF.minusSeconds(3600),
        ExitReason.TARGET,
        Usdt.of("12.5"),
        Usdt.of("0.85"),
        Usdt.of("-0.05"),
        Usdt.of("11.6"),
        2.9);
  }

  public static FillRow fill() {
    return new FillRow(
        29,
        "main.qwen_single",
        ORDER.toString(),
        POSITION,
        new Fill(
            BTC,
            77,
            "981",
            Side.BUY,
            Price.of("50000"),
            Quantity.of("0.01"),
            Usdt.of("0.25"),
            Usdt.ZERO,
            false,
            AS_OF),
        AT);
  }

  public static DecisionRow decision() {
    Decision open =
        new Decision(
            BTC,
            Action.OPEN_LONG,
            5,
            Usdt.of("500"),
            Price.of("49000"),
            Price.of("53000"),
            80,
            Usdt.of("10"),
            "trend");
    return new DecisionRow(
        120,
        ROUND,
        "qwen_single",
        AS_OF,
        "DECIDED",
        null,
        "<img src=x onerror=alert(1)>",
        "cc33",
        AT,
        List.of(
            new DecisionRow.Voice(
                "single",
                "aa11",
                "balanced/v1-3f2a",
                "bb22",
                null,
                "stand-in",
                true,
                900,
                120,
                BigDecimal.ZERO,
                3)),
        List.of(
            new DecisionRow.Element(
                ROUND + "#0", "{\"a\":1}", BTC, Action.OPEN_LONG, open, null, POSITION),
            new DecisionRow.Element(
                ROUND + "#1",
                "{\"symbol\":\"XYZ\"}",
                null,
                null,
                null,
                new Refusal(RefusalCode.SYMBOL_UNKNOWN, "XYZ is not traded"),
                null)));
  }

  /** A weekly review that disabled one agent and moved its capital, and the plan behind it. */
  public static Reviews.Stored review() {
    Figure unknown = new Figure(null, "not enough data: 12 hourly returns of 72", 12);
    ReviewReport report =
        new ReviewReport(
            AS_OF.minus(Duration.ofDays(7)),
            AS_OF,
            Scheme.EQUAL,
            new TreeMap<>(),
            Usdt.of("10008.11"),
            Usdt.of("0.01"),
            1.25,
            null,
            null,
            "the market has no candles of BTC for the time",
            new Figure(0.75, null, 168),
            new Figure(3.5, null, 2016),
            new ReviewReport.Correlated(
                List.of("qwen_single", "openai_multi"),
                List.of(List.of(1.0, -0.25), List.of(-0.25, 1.0)),
                null,
                2000),
            List.of(
                reviewed("qwen_single", unknown, Proposal.INCREASE, "its share is larger"),
                reviewed(
                    "openai_multi",
                    new Figure(-2.5, null, 168),
                    Proposal.DISABLE,
                    "a Sharpe of -2.5 <script>")),
            new ReviewReport.Conventions(
                "hourly returns × √8760", "below -0.5", "by BTC", "net of transfers"));
    return new Reviews.Stored(
        "main/2026-01-05",
        1,
        "main",
        Reviews.Kind.WEEKLY,
        AS_OF,
        report,
        "calendar",
        "main/plan-1",
        null,
        AT,
        AT);
  }

  private static AgentReview reviewed(String id, Figure sharpe, Proposal proposal, String reason) {
    return new AgentReview(
        id,
        id,
        Usdt.of("5000"),
        1.5,
        null,
        sharpe,
        new Figure(2.0, null, 2016),
        4,
        3,
        Usdt.of("1.1"),
        Usdt.ZERO,
        new TreeMap<>(Map.of("trending", Usdt.of("12.5"))),
        proposal,
        reason,
        null);
  }

  public static Capital.Plan plan() {
    return new Capital.Plan(
        "main/plan-1",
        1,
        "main",
        Capital.Kind.REBALANCE,
        null,
        Scheme.EQUAL,
        new TreeMap<>(Map.of("qwen_single", BigDecimal.ONE)),
        Usdt.of("10008.11"),
        List.of(
            CapitalMove.release("openai_multi", Usdt.of("2500")),
            CapitalMove.to("qwen_single", Usdt.of("5000"), Usdt.of("7500"))),
        AS_OF,
        "calendar",
        "main/2026-01-05",
        Capital.Status.PARTIAL,
        List.of("1000 USDT to qwen_single"),
        AT,
        AT);
  }
}
