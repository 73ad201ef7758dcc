package dev.belay.api;

import dev.belay.api.export.ExportBook;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.Refusal;
import dev.belay.domain.portfolio.RefusalCode;
import dev.belay.ledger.read.DecisionLine;
import dev.belay.ledger.read.EquityPoint;
import dev.belay.ledger.read.FillRow;
import dev.belay.ledger.read.IncomeRow;
import dev.belay.ledger.read.MarkRow;
import dev.belay.ledger.read.TradeRow;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Books of a few rows; can be told to be large, or to break off. */
public final class FakeExports implements ExportBook {
  public volatile @Nullable Range asked;
  public volatile int pagesOfTrades = 1;
  public volatile int breakAfter = Integer.MAX_VALUE;
  public volatile @Nullable RuntimeException away;

  @Override
  public List<String> funds() {
    return List.of("main", "amplifier");
  }

  @Override
  public List<String> agents(String fund) {
    return fund.equals("main") ? List.of("qwen_single", "openai_multi") : List.of("desk");
  }

  @Override
  public Iterator<List<TradeRow>> trades(Range range) {
    asked = range;
    if (away != null) {
      throw away;
    }
    return new Iterator<>() {
      private int given;

      @Override
      public boolean hasNext() {
        return given < pagesOfTrades;
      }

      @Override
      public List<TradeRow> next() {
        if (given >= breakAfter) {
          throw new IllegalStateException("the ledger is away");
        }
        given++;
        return java.util.Collections.nCopies(1000, Fixtures.trade());
      }
    };
  }

  @Override
  public Iterator<List<FillRow>> fills(Range range) {
    return List.of(List.of(Fixtures.fill())).iterator();
  }

  @Override
  public Iterator<List<MarkRow>> equity(Range range) {
    EquityPoint point =
        new EquityPoint(Fixtures.AS_OF, Usdt.of("10000.5"), Usdt.of("-3.25"), Usdt.of("10000"));
    return List.of(List.of(new MarkRow("main", point))).iterator();
  }

  @Override
  public Iterator<List<DecisionLine>> decisions(Range range) {
    return List.of(
            List.of(
                line(
                    "@SUM(1+1)*cmd|' /C calc'!A0", new Refusal(RefusalCode.SYMBOL_UNKNOWN, "=2+3")),
                line("a \"quoted\", long\r\nreason", null)))
        .iterator();
  }

  private static DecisionLine line(String reasoning, @Nullable Refusal refusal) {
    return new DecisionLine(
        1,
        Fixtures.ROUND,
        "qwen_single",
        Fixtures.AS_OF,
        Fixtures.AT,
        "TRADE",
        null,
        reasoning,
        "stand-in",
        true,
        "balanced/v1-0a1b2c3d",
        new BigDecimal("0.000000120"),
        refusal == null ? null : 0,
        refusal == null ? null : "XYZ",
        refusal == null ? null : "open_long",
        null,
        refusal,
        null);
  }

  @Override
  public Iterator<List<IncomeRow>> incomes(Range range) {
    IncomeRow income =
        new IncomeRow(
            1,
            "qwen_single",
            "main.qwen_single",
            "77",
            "FUNDING",
            Symbol.of("BTCUSDT"),
            Usdt.of("-0.05"),
            null,
            Fixtures.AS_OF,
            Fixtures.AT);
    return List.of(List.of(income)).iterator();
  }
}
