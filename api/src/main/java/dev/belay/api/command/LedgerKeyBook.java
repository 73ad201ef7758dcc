package dev.belay.api.command;

import dev.belay.ledger.CommandKeys;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** Keys in the ledger. */
@Singleton
@Requires(beans = CommandKeys.class)
final class LedgerKeyBook implements KeyBook {
  private final CommandKeys keys;

  LedgerKeyBook(CommandKeys keys) {
    this.keys = keys;
  }

  @Override
  public CommandKeys.Kept begin(String key, String request) {
    return keys.begin(key, request);
  }

  @Override
  public void answer(String key, String answer) {
    keys.answer(key, answer);
  }

  @Override
  public void release(String key) {
    keys.release(key);
  }
}
