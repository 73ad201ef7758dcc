package dev.belay.simulator.venue;

import dev.belay.engine.fill.Account;
import dev.belay.engine.fill.FillEvent;
import java.util.List;

/** Who is told of changes once they are committed. */
public interface Audience {
  /** Nobody. */
  Audience NONE =
      new Audience() {
        @Override
        public boolean listens(String account) {
          return false;
        }

        @Override
        public void committed(Account before, List<FillEvent> events, String workingType) {}
      };

  /** Whether anybody wants to know of changes of the account. */
  boolean listens(String account);

  /**
   * Changes of an account, in their order: told under its lock, so this must neither wait nor
   * throw. A change whose commit may or may not have taken effect is never told.
   *
   * @param before a copy of the account as it was
   * @param workingType of the order that was placed; empty when none was
   */
  void committed(Account before, List<FillEvent> events, String workingType);
}
