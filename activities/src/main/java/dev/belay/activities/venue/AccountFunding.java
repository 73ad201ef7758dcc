package dev.belay.activities.venue;

import dev.belay.activities.venue.Venue.Income;

/** Books the funding that the venue has paid and the ledger has not. */
public final class AccountFunding {
  private static final String FUNDING = "FUNDING_FEE";

  private final Venue venue;
  private final FeedBook book;

  public AccountFunding(Venue venue, FeedBook book) {
    this.venue = venue;
    this.book = book;
  }

  /** Harmless, may be repeated. */
  public void book(String account) {
    for (Income income : venue.income(account, FUNDING, book.lastFundingAt(account))) {
      if (income.type().equals(FUNDING)) {
        book.bookFunding(account, income);
      }
    }
  }
}
