package dev.belay.api.portfolio;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.api.command.CommandAnswer;
import dev.belay.api.command.CommandBody;
import dev.belay.api.command.CommandDesk;
import dev.belay.api.command.Fields;
import dev.belay.api.problem.AnswersProblems;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.ledger.Instructions.Commander;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Close a position or a part of it, move its stop or target. What is wanted is kept before it takes
 * effect; the position's {@code instructions} tell what came of it.
 */
@AnswersProblems
@Controller("/api/positions")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "commands")
@SecurityRequirement(name = "token")
final class PositionCommandController {
  private final PositionCommands commands;
  private final InstructionAnswers answers;
  private final CommandDesk desk;

  PositionCommandController(
      PositionCommands commands, InstructionAnswers answers, CommandDesk desk) {
    this.commands = commands;
    this.answers = answers;
    this.desk = desk;
  }

  /**
   * How much to close; all of it without either.
   *
   * @param quantity base units
   * @param pct share of what is held, above 0 and at most 100
   */
  @Schema(name = "CloseBody")
  public record CloseBody(
      @Nullable String quantity,
      @Nullable BigDecimal pct,
      @Nullable String reason,
      @Nullable String by)
      implements CommandBody {
    @Override
    public void check() {
      CommandBody.super.check();
      BigDecimal unused = Fields.positive("quantity", quantity);
      if (pct != null && (pct.signum() <= 0 || pct.compareTo(new BigDecimal(100)) > 0)) {
        throw Fields.bad("pct", "a number above 0 and at most 100", Fields.quoted("" + pct));
      }
      if (pct != null && quantity != null) {
        throw Fields.bad("pct", "either quantity or pct", "both");
      }
    }

    PositionCommands.Wanted wanted() {
      if (pct != null) {
        return new PositionCommands.CloseShare(pct);
      }
      BigDecimal units = Fields.positive("quantity", quantity);
      return new PositionCommands.Close(units == null ? null : Quantity.of(units));
    }
  }

  /**
   * Where the stop is to be.
   *
   * @param price a plain decimal, a multiple of the venue's tick
   */
  @Schema(name = "StopBody")
  public record StopBody(@Nullable String price, @Nullable String reason, @Nullable String by)
      implements CommandBody {
    @Override
    public void check() {
      CommandBody.super.check();
      BigDecimal unused = value();
    }

    private BigDecimal value() {
      BigDecimal value = Fields.positive("price", price);
      if (value == null) {
        throw Fields.bad("price", "a plain decimal such as \"49000.5\"", "none");
      }
      return value;
    }
  }

  /**
   * Where the target is to be.
   *
   * @param price a plain decimal, a multiple of the venue's tick; null takes the target away
   */
  @Schema(name = "TargetBody")
  public record TargetBody(
      @Schema(type = "string", nullable = true, requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable JsonNode price,
      @Nullable String reason,
      @Nullable String by)
      implements CommandBody {
    @Override
    public void check() {
      CommandBody.super.check();
      if (price == null) {
        throw Fields.bad("price", "a plain decimal, or null to take the target away", "none");
      }
      BigDecimal unused = value();
    }

    private @Nullable BigDecimal value() {
      return price == null || price.isNull()
          ? null
          : Fields.positive("price", price.isValueNode() ? price.asText() : price.toString());
    }
  }

  /**
   * Closes a position at the market, or a part of it. Stop and target go on covering what remains.
   *
   * @param account the agent's at the venue
   * @param symbol such as BTCUSDT
   * @param number which one of the symbol
   */
  @Post("/{account}/{symbol}/{number}/close")
  @Status(HttpStatus.ACCEPTED)
  @RequestBody(content = @Content(schema = @Schema(implementation = CloseBody.class)))
  CommandAnswer close(
      String account,
      String symbol,
      String number,
      @Nullable @Header(CommandDesk.KEY) String key,
      @Nullable @Body String text) {
    return closeEncoded(account + "/" + symbol + "/" + number, key, text);
  }

  @Hidden
  @Post("/{id}/close")
  @Status(HttpStatus.ACCEPTED)
  CommandAnswer closeEncoded(
      String id, @Nullable @Header(CommandDesk.KEY) String key, @Nullable @Body String text) {
    return desk.take(
        "position close " + id,
        key,
        text,
        CloseBody.class,
        (body, request) -> tell("position close", id, body.wanted(), body, request));
  }

  /**
   * Moves a position's protective stop. The old one stays until the new one is at the venue, and
   * for good if the venue refuses the new one.
   *
   * @param account the agent's at the venue
   * @param symbol such as BTCUSDT
   * @param number which one of the symbol
   */
  @Post("/{account}/{symbol}/{number}/stop")
  @Status(HttpStatus.ACCEPTED)
  @RequestBody(content = @Content(schema = @Schema(implementation = StopBody.class)))
  CommandAnswer stop(
      String account,
      String symbol,
      String number,
      @Nullable @Header(CommandDesk.KEY) String key,
      @Nullable @Body String text) {
    return stopEncoded(account + "/" + symbol + "/" + number, key, text);
  }

  @Hidden
  @Post("/{id}/stop")
  @Status(HttpStatus.ACCEPTED)
  CommandAnswer stopEncoded(
      String id, @Nullable @Header(CommandDesk.KEY) String key, @Nullable @Body String text) {
    return desk.take(
        "position stop " + id,
        key,
        text,
        StopBody.class,
        (body, request) ->
            tell(
                "position stop",
                id,
                new PositionCommands.Stop(Price.of(body.value())),
                body,
                request));
  }

  /**
   * Moves a position's target, gives it one, or takes it away.
   *
   * @param account the agent's at the venue
   * @param symbol such as BTCUSDT
   * @param number which one of the symbol
   */
  @Post("/{account}/{symbol}/{number}/target")
  @Status(HttpStatus.ACCEPTED)
  @RequestBody(content = @Content(schema = @Schema(implementation = TargetBody.class)))
  CommandAnswer target(
      String account,
      String symbol,
      String number,
      @Nullable @Header(CommandDesk.KEY) String key,
      @Nullable @Body String text) {
    return targetEncoded(account + "/" + symbol + "/" + number, key, text);
  }

  @Hidden
  @Post("/{id}/target")
  @Status(HttpStatus.ACCEPTED)
  CommandAnswer targetEncoded(
      String id, @Nullable @Header(CommandDesk.KEY) String key, @Nullable @Body String text) {
    return desk.take(
        "position target " + id,
        key,
        text,
        TargetBody.class,
        (body, request) -> {
          BigDecimal price = body.value();
          return tell(
              "position target",
              id,
              new PositionCommands.Target(price == null ? null : Price.of(price)),
              body,
              request);
        });
  }

  private CommandAnswer tell(
      String command, String id, PositionCommands.Wanted wanted, CommandBody body, String request) {
    Commander commander = new Commander(request, body.commander(), body.reason());
    return commands
        .tell(id, wanted, commander)
        .map(told -> answers.of(command, id, told))
        .orElseThrow(() -> PositionController.unknown(id));
  }
}
