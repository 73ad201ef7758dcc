package dev.belay.api.portfolio;

import dev.belay.api.command.CommandAnswer;
import dev.belay.api.command.CommandDesk;
import dev.belay.api.command.PlainBody;
import dev.belay.api.problem.AnswersProblems;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.ledger.Instructions.Commander;
import dev.belay.workflows.wire.WorkflowIds;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Cancel an order. */
@AnswersProblems
@Controller("/api/orders")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "commands")
@SecurityRequirement(name = "token")
final class OrderCommandController {
  private final OrderCommands commands;
  private final InstructionAnswers answers;
  private final CommandDesk desk;

  OrderCommandController(OrderCommands commands, InstructionAnswers answers, CommandDesk desk) {
    this.commands = commands;
    this.answers = answers;
    this.desk = desk;
  }

  /**
   * Cancels an entry or a target. A stop is not cancelled, because its position would be naked, and
   * an exit is on its way to fill.
   *
   * @param id its client order id
   */
  @Delete("/{id}")
  @Status(HttpStatus.ACCEPTED)
  @RequestBody(content = @Content(schema = @Schema(implementation = PlainBody.class)))
  CommandAnswer cancel(
      String id, @Nullable @Header(CommandDesk.KEY) String key, @Nullable @Body String text) {
    return desk.take(
        "order cancel " + id,
        key,
        text,
        PlainBody.class,
        (body, request) ->
            commands
                .cancel(id, new Commander(request, body.commander(), body.reason()))
                .map(cancel -> answer(id, cancel))
                .orElseThrow(
                    () -> RecordController.unknown("a client order id", id, "/api/orders")));
  }

  private CommandAnswer answer(String id, OrderCommands.Cancel cancel) {
    return switch (cancel) {
      case OrderCommands.Instructed(String positionId, var told) ->
          answers.of("order cancel", positionId, told);
      case OrderCommands.Over(var status) ->
          desk.watched(
              "order cancel",
              false,
              "Nothing to cancel: the order is %s.".formatted(status),
              id,
              "/api/orders/" + id,
              WorkflowIds.order(ClientOrderId.of(id)));
      case OrderCommands.Refused(var why) -> throw InstructionAnswers.refused(why);
    };
  }
}
