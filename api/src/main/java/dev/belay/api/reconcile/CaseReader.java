package dev.belay.api.reconcile;

import dev.belay.api.portfolio.PortfolioBook;
import jakarta.inject.Singleton;

/** The fund's cases. */
@Singleton
public final class CaseReader {
  private final PortfolioBook book;

  CaseReader(PortfolioBook book) {
    this.book = book;
  }

  /**
   * @param openOnly leave out those that are gone
   * @param limit at most so many
   */
  public CasesView read(boolean openOnly, int limit) {
    return CasesView.of(
        book.cases(openOnly, limit).stream().map(CaseView::of).toList(), book.lastReconciliation());
  }
}
