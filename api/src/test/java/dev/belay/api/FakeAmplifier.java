package dev.belay.api;

import dev.belay.api.amplifier.AmplifierDesk;
import dev.belay.domain.amplifier.DeskHistory;
import dev.belay.domain.amplifier.DeskSpec;
import dev.belay.ledger.amplifier.DeskReader;
import dev.belay.ledger.read.PositionRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A desk that a test sets, and what it was told. */
public final class FakeAmplifier implements AmplifierDesk {
  public @Nullable Seen seen;
  public @Nullable DeskHistory history;
  public final List<String> told = new ArrayList<>();

  @Override
  public Optional<DeskSpec> desk() {
    return look().map(Seen::desk);
  }

  @Override
  public Optional<Seen> look() {
    return Optional.ofNullable(seen);
  }

  @Override
  public List<PositionRow> positions() {
    return look().map(Seen::positions).orElse(List.of());
  }

  @Override
  public Optional<DeskReader.Counts> counts() {
    return look().map(Seen::counts);
  }

  @Override
  public Optional<DeskHistory> history() {
    return Optional.ofNullable(history);
  }

  @Override
  public void vote(String by) {
    told.add("vote by " + by);
  }

  @Override
  public void revote(String reason) {
    told.add("revote " + reason);
  }

  @Override
  public void exitAll(String by) {
    told.add("exit all by " + by);
  }

  @Override
  public void pause(String by) {
    told.add("pause by " + by);
  }

  @Override
  public void resume(String by) {
    told.add("resume by " + by);
  }

  @Override
  public void profile(String name, String by) {
    told.add("profile " + name + " by " + by);
  }
}
