package dev.belay.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.reconcile.CaseKind;
import dev.belay.domain.reconcile.Difference;
import dev.belay.domain.reconcile.Repair;
import dev.belay.domain.reconcile.Repair.Step;
import dev.belay.workflows.reconcile.ReconcileActivities;
import dev.belay.workflows.reconcile.ReconcileWorkflow;
import dev.belay.workflows.reconcile.ReconcileWorkflow.ReconcileInput;
import dev.belay.workflows.reconcile.ReconcileWorkflow.ReconcileResult;
import dev.belay.workflows.reconcile.ReconcileWorkflowImpl;
import dev.belay.workflows.wire.TaskQueues;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReconcileFlowTest {
  private static final Difference MISSING =
      difference(CaseKind.MISSING_ORDER, "WORKING", new Repair(Step.LOOK_AT_ORDER, "o1"));
  private static final Difference UNKNOWN = difference(CaseKind.UNKNOWN_ORDER, "rests");

  private final Deque<List<Difference>> looks = new ArrayDeque<>();
  private final List<List<Difference>> repaired = new ArrayList<>();
  private final List<ReconcileActivities.Reconciled> recorded = new ArrayList<>();
  private final TestWorkflowEnvironment env = TestEnvironments.create();

  private static Difference difference(CaseKind kind, String detail, Repair... repairs) {
    return new Difference("main.a", kind, null, "o1", detail, List.of(repairs));
  }

  @BeforeEach
  void start() {
    env.newWorker(TaskQueues.ORCHESTRATION)
        .registerWorkflowImplementationTypes(ReconcileWorkflowImpl.class);
    env.newWorker(TaskQueues.VENUE).registerActivitiesImplementations(new Sides());
    env.start();
  }

  @AfterEach
  void stop() {
    env.close();
  }

  private final class Sides implements ReconcileActivities {
    @Override
    public Looked look(String portfolio) {
      return new Looked(1, 2, 3, looks.removeFirst(), new TreeMap<>());
    }

    @Override
    public void repair(List<Difference> differences) {
      repaired.add(differences);
    }

    @Override
    public void record(Reconciled reconciled) {
      recorded.add(reconciled);
    }
  }

  private ReconcileResult reconcile() {
    return env.getWorkflowClient()
        .newWorkflowStub(
            ReconcileWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId("reconcile/main/x")
                .setTaskQueue(TaskQueues.ORCHESTRATION)
                .build())
        .run(new ReconcileInput("i", "main"));
  }

  @Test
  void equalSidesAreLookedAtOnce() {
    looks.add(List.of());

    assertThat(reconcile()).isEqualTo(new ReconcileResult(0, 0));
    assertThat(repaired).isEmpty();
    assertThat(recorded).hasSize(1);
  }

  @Test
  void whatPassesByItselfIsNoDifference() {
    looks.add(List.of(MISSING));
    looks.add(List.of());

    assertThat(reconcile()).isEqualTo(new ReconcileResult(0, 0));
    assertThat(repaired).isEmpty();
  }

  @Test
  void whatChangesMeanwhileIsNoDifference() {
    looks.add(List.of(MISSING));
    looks.add(List.of(difference(CaseKind.MISSING_ORDER, "another")));

    assertThat(reconcile()).isEqualTo(new ReconcileResult(0, 0));
  }

  @Test
  void whatStandsIsMended() {
    looks.add(List.of(MISSING));
    looks.add(List.of(MISSING));
    looks.add(List.of());

    assertThat(reconcile()).isEqualTo(new ReconcileResult(1, 0));
    assertThat(repaired).containsExactly(List.of(MISSING));
    assertThat(recorded.getFirst().standing()).containsExactly(MISSING);
    assertThat(recorded.getFirst().left()).isEmpty();
  }

  @Test
  void whatNoStepMendsIsLeft() {
    looks.add(List.of(MISSING, UNKNOWN));
    looks.add(List.of(MISSING, UNKNOWN));
    looks.add(List.of(UNKNOWN));

    assertThat(reconcile()).isEqualTo(new ReconcileResult(2, 1));
    assertThat(recorded.getFirst().left()).containsExactly(UNKNOWN);
  }

  @Test
  void whatOnlyAPersonCanKnowIsNotTouched() {
    looks.add(List.of(UNKNOWN));
    looks.add(List.of(UNKNOWN));

    assertThat(reconcile()).isEqualTo(new ReconcileResult(1, 1));
    assertThat(repaired).isEmpty();
  }
}
