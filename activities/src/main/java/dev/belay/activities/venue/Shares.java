package dev.belay.activities.venue;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whose of several agents something is on the account that they share, as the ledger has it. */
public interface Shares {

  /** The agents' accounts, in order; the first answers for what is nobody's. */
  List<String> accounts();

  /** The account whose position in the symbol is not over. */
  Optional<String> holder(Symbol symbol);

  /** The account that held the symbol at the time, or was the last to hold it before. */
  Optional<String> holderAt(Symbol symbol, Instant at);

  /** The account of the order with that client id. */
  Optional<String> ownerOf(String clientId);

  /** The account of the symbol's order, or trade, with the venue's number of the order. */
  Optional<String> ownerOf(Symbol symbol, String venueOrderId);

  /** What an agent's account holds by the ledger. */
  Usdt cash(String account);

  /** What the shared account is to hold. */
  Usdt expected();
}
