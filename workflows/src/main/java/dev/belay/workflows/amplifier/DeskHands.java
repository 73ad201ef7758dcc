package dev.belay.workflows.amplifier;

import dev.belay.domain.amplifier.VoteCause;
import dev.belay.domain.position.ExitReason;
import dev.belay.workflows.amplifier.AmplifierWorkflow.Told;
import dev.belay.workflows.amplifier.DeskActivities.AdmitEntry;
import dev.belay.workflows.amplifier.DeskActivities.CallVote;
import dev.belay.workflows.amplifier.DeskActivities.DeskCommand;
import dev.belay.workflows.amplifier.DeskActivities.Followed;
import dev.belay.workflows.amplifier.DeskActivities.ToClose;
import dev.belay.workflows.amplifier.DeskActivities.VoteAnswer;
import dev.belay.workflows.wire.LaunchActivities;
import dev.belay.workflows.wire.LaunchActivities.CloseCommand;
import java.util.ArrayList;
import java.util.List;

/** What a desk does besides waiting: open, follow, close, call votes, carry out what it is told. */
final class DeskHands {
  private static final int MOST_REASONS = 5;

  private final String desk;
  private final DeskActivities book;
  private final LaunchActivities launch;

  /** Reasons of an emergency re-vote that has to wait. */
  private final List<String> waiting;

  DeskHands(String desk, DeskActivities book, LaunchActivities launch, List<String> waiting) {
    this.desk = desk;
    this.book = book;
    this.launch = launch;
    this.waiting = new ArrayList<>(waiting);
  }

  List<String> waiting() {
    return List.copyOf(waiting);
  }

  /**
   * Starts the position of an entry.
   *
   * @return whether it was admitted
   */
  boolean open(AdmitEntry entry) {
    String position = book.admit(entry).positionId();
    if (position != null) {
      launch.position(position);
    }
    return position != null;
  }

  /** The ledger knows what: by command, vote, override or limit. Returns how many that were. */
  int closeWhatIsToBeClosed() {
    ToClose found = book.toClose(desk);
    ExitReason reason = found.reason();
    if (reason != null) {
      close(found.positions(), reason);
    }
    return found.positions().size();
  }

  void close(List<String> positions, ExitReason reason) {
    positions.forEach(position -> launch.closePosition(new CloseCommand(position, reason)));
  }

  /** Stops follow the price, and what was held for long enough goes. */
  void follow() {
    Followed followed = book.follow(desk);
    followed.moved().forEach(launch::fillSeen);
    close(followed.out(), ExitReason.MAX_HOLD);
  }

  void call(VoteCause cause, String reason) {
    VoteAnswer answer = book.callVote(new CallVote(desk, cause, reason));
    if (answer.vote() != null && answer.start()) {
      launch.vote(answer.vote());
    }
    if (cause == VoteCause.SIGNAL) {
      waiting.clear();
      if (answer.waitUntil() != null) {
        waiting.add(reason);
      }
    }
  }

  /** However many called, they get one vote. */
  void callWaiting() {
    if (!waiting.isEmpty()) {
      List<String> reasons = waiting.stream().distinct().limit(MOST_REASONS).toList();
      call(VoteCause.SIGNAL, String.join("; ", reasons));
    }
  }

  void carryOut(Told message) {
    switch (message.kind()) {
      case REVOTE -> waiting.add(message.text());
      case VOTE_BY_HAND -> call(VoteCause.HAND, message.text());
      case VOTED -> {
        int unused = closeWhatIsToBeClosed();
      }
      case PAUSE -> command(DeskCommand.Kind.PAUSE, message);
      case RESUME -> command(DeskCommand.Kind.RESUME, message);
      case PROFILE -> command(DeskCommand.Kind.PROFILE, message);
      case EXIT_ALL -> command(DeskCommand.Kind.EXIT_ALL, message);
      case OVERRIDE -> command(DeskCommand.Kind.OVERRIDE, message);
    }
  }

  private void command(DeskCommand.Kind kind, Told message) {
    book.command(new DeskCommand(desk, kind, message.text(), message.profile()));
    int unused = closeWhatIsToBeClosed();
  }
}
