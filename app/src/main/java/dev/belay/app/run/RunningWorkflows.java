package dev.belay.app.run;

import dev.belay.activities.reconcile.Reconciler;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.workflows.launch.Launcher;
import java.util.Collection;
import java.util.Set;

/** The workflows of orders and positions, asked and told through Temporal. */
record RunningWorkflows(Launcher launcher) implements Reconciler.Running {
  @Override
  public Set<String> without(Collection<String> orders, Collection<String> positions) {
    return launcher.notRunning(orders, positions);
  }

  @Override
  public void tellOrder(ClientOrderId id) {
    launcher.hintOrder(id);
  }

  @Override
  public void tellPosition(String positionId) {
    launcher.fillSeen(positionId);
  }
}
