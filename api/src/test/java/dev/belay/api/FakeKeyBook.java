package dev.belay.api;

import dev.belay.api.command.KeyBook;
import dev.belay.ledger.CommandKeys.Kept;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keys that outlive the server they came to. */
public final class FakeKeyBook implements KeyBook {
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();

  @Override
  public Kept begin(String key, String request) {
    return kept.computeIfAbsent(key, k -> new Kept(request, null));
  }

  @Override
  public void answer(String key, String answer) {
    kept.computeIfPresent(
        key, (k, row) -> row.answer() == null ? new Kept(row.request(), answer) : row);
  }

  @Override
  public void release(String key) {
    kept.computeIfPresent(key, (k, row) -> row.answer() == null ? null : row);
  }
}
