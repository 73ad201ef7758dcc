package dev.belay.api.command;

import dev.belay.ledger.CommandKeys.Kept;

/** Keys of commands with their answers, kept as long as the ledger. */
public interface KeyBook {

  /** Keeps the key with its request before anything is carried out; returns what is kept of it. */
  Kept begin(String key, String request);

  /** Keeps the answer; the first one stays. */
  void answer(String key, String answer);

  /** Frees a key whose command was refused. */
  void release(String key);
}
