package dev.belay.domain.risk;

import static dev.belay.domain.risk.Refusals.some;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.RefusalCode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The rules that look at all agents together; reservations count as if filled. */
final class FundRules {
  private FundRules() {}

  static Optional<Verdict.Refused> check(Sizing sizing, Instrument instrument, FundRisk fund) {
    List<Exposure> exposures = fund.exposures();
    Usdt gross = gross(exposures).plus(sizing.notional());
    Usdt before = exposures.stream().map(Exposure::notional).reduce(Usdt.ZERO, Usdt::plus);
    Usdt net = before.plus(sizing.signedNotional());
    Usdt inSymbol =
        gross(exposures.stream().filter(e -> e.symbol().equals(instrument.symbol())).toList())
            .plus(sizing.notional());
    // A net above its limit may still be brought down by the other direction.
    boolean netGrows = net.abs().compareTo(before.abs()) > 0;
    return limit(RefusalCode.FUND_GROSS_EXCEEDED, gross, fund, fund.limits().grossMultiple())
        .or(
            () ->
                netGrows
                    ? limit(
                        RefusalCode.FUND_NET_EXCEEDED, net.abs(), fund, fund.limits().netMultiple())
                    : Optional.empty())
        .or(
            () ->
                limit(
                    RefusalCode.FUND_SYMBOL_EXCEEDED,
                    inSymbol,
                    fund,
                    fund.limits().symbolMultiple()));
  }

  private static Usdt gross(List<Exposure> exposures) {
    return exposures.stream().map(e -> e.notional().abs()).reduce(Usdt.ZERO, Usdt::plus);
  }

  private static Optional<Verdict.Refused> limit(
      RefusalCode code, Usdt would, FundRisk fund, BigDecimal multiple) {
    Usdt greatest = fund.equity().times(multiple);
    return would.compareTo(greatest) > 0
        ? some(
            code,
            "Expected at most %s USDT (%s times the fund's equity), would be %s",
            greatest,
            multiple.toPlainString(),
            would)
        : Optional.empty();
  }
}
