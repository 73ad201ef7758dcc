package dev.belay.activities.book;

import dev.belay.activities.venue.Shares;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.ledger.AccountShares;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The ledger's side of a shared account. */
public final class LedgerShares implements Shares {
  private final AccountShares shares;

  public LedgerShares(AccountShares shares) {
    this.shares = shares;
  }

  @Override
  public List<String> accounts() {
    return shares.accounts();
  }

  @Override
  public Optional<String> holder(Symbol symbol) {
    return shares.holder(symbol);
  }

  @Override
  public Optional<String> holderAt(Symbol symbol, Instant at) {
    return shares.holderAt(symbol, at);
  }

  @Override
  public Optional<String> ownerOf(String clientId) {
    return shares.ownerOf(clientId);
  }

  @Override
  public Optional<String> ownerOf(Symbol symbol, String venueOrderId) {
    return shares.ownerOf(symbol, venueOrderId);
  }

  @Override
  public Usdt cash(String account) {
    return shares.cash(account);
  }

  @Override
  public Usdt expected() {
    return shares.expected();
  }
}
