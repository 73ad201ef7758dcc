package dev.belay.api.portfolio;

import dev.belay.api.command.CommandAnswer;
import dev.belay.api.command.CommandDesk;
import dev.belay.api.problem.Problem;
import dev.belay.api.problem.ProblemException;
import dev.belay.domain.position.Instruction;
import dev.belay.domain.risk.InstructionRules.Verdict;
import dev.belay.ledger.Instructions.Stored;
import dev.belay.ledger.Instructions.Told;
import dev.belay.workflows.wire.WorkflowIds;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;

/** What is said to an instruction to a position. */
@Singleton
final class InstructionAnswers {
  private final CommandDesk desk;

  InstructionAnswers(CommandDesk desk) {
    this.desk = desk;
  }

  /**
   * @throws ProblemException 409 for a conflict, 422 for a refusal
   */
  CommandAnswer of(String command, String positionId, Told told) {
    return switch (told) {
      case Told.Kept(Stored kept) ->
          answer(command, positionId, true, message(kept.wanted()), kept.id());
      case Told.Not(Verdict verdict) ->
          switch (verdict) {
            case Verdict.Unchanged(String why) ->
                answer(command, positionId, false, "Nothing to do: " + why + ".", positionId);
            case Verdict.Conflict(Instruction.UnderWay other) ->
                throw new ProblemException(
                    Problem.of(
                            HttpStatus.CONFLICT,
                            "no other instruction of the kind under way",
                            "%s: %s"
                                .formatted(Stored.id(positionId, other.n()), other.wanted().text()),
                            "Wait until it has ended, /api/positions/%s tells; nothing was done."
                                .formatted(positionId))
                        .about("CONFLICT", null));
            case Verdict.Refused refused -> throw refused(refused);
            case Verdict.Accepted ignored ->
                throw new IllegalStateException("Expected what was accepted to be kept");
          };
    };
  }

  static ProblemException refused(Verdict.Refused refused) {
    return new ProblemException(
        Problem.of(
                HttpStatus.UNPROCESSABLE_ENTITY,
                expected(refused),
                refused.value(),
                refused.code().meaning() + " Nothing was done.")
            .about(refused.code().name(), refused.field()));
  }

  /** A number's bounds need its name before them; a thing that is allowed has its own. */
  private static String expected(Verdict.Refused refused) {
    return switch (refused.field()) {
      case "price", "quantity" -> refused.field() + " " + refused.allowed();
      default -> refused.allowed();
    };
  }

  private CommandAnswer answer(
      String command, String positionId, boolean changed, String message, String watch) {
    return desk.watched(
        command,
        changed,
        message,
        watch,
        "/api/positions/" + positionId,
        WorkflowIds.position(positionId));
  }

  private static String message(Instruction wanted) {
    return switch (wanted) {
      case Instruction.Close(var quantity) ->
          quantity == null
              ? "The position is being closed at the market; its stop stays until it is flat."
              : "%s are being closed at the market; stop and target go on covering what remains."
                  .formatted(quantity);
      case Instruction.MoveStop(var price) ->
          "A stop at %s is placed; the one in force is cancelled once the new one is at the venue, and stays if the venue refuses it."
              .formatted(price);
      case Instruction.MoveTarget(var price) ->
          price == null
              ? "The target is cancelled and none is placed any more; the stop stays."
              : "A target at %s is placed; the one in force is cancelled once the new one is at the venue, and stays if the venue refuses it."
                  .formatted(price);
    };
  }
}
