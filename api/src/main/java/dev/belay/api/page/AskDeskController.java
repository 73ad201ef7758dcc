package dev.belay.api.page;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Map;

/** What is asked before a command goes to the amplifier's desk. */
@Hidden
@Controller("/ask/amplifier")
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(beans = Pages.class)
final class AskDeskController {
  private static final String POST = "POST";

  private final Pages pages;

  AskDeskController(Pages pages) {
    this.pages = pages;
  }

  @Get("/vote")
  HttpResponse<String> vote() {
    return ask(
        "Vote now",
        List.of(
            "The three agents are asked at once, on the evidence gathered last and our own data of now.",
            "What they say replaces the mandate in force until the next scheduled vote."),
        false,
        "/api/amplifier/vote");
  }

  @Get("/pause")
  HttpResponse<String> pause() {
    return ask(
        "Pause the desk",
        List.of(
            "It opens nothing until it is resumed.",
            "Its positions keep their stops, and everything that closes them goes on."),
        false,
        "/api/amplifier/pause");
  }

  @Get("/resume")
  HttpResponse<String> resume() {
    return ask(
        "Resume the desk",
        List.of("It opens positions again, as its mandate and its limits allow."),
        false,
        "/api/amplifier/resume");
  }

  @Get("/exit-all")
  HttpResponse<String> exitAll() {
    return ask(
        "Exit all",
        List.of(
            "Every position of the desk is closed at the market.",
            "The desk goes on paused and opens nothing until it is resumed."),
        true,
        "/api/amplifier/exit-all");
  }

  private HttpResponse<String> ask(
      String title, List<String> consequences, boolean grave, String path) {
    return pages.part(
        "ask",
        Map.of(
            "ask",
            new Ask(title, consequences, grave, POST, path, List.of(Ask.Field.reason()), title)));
  }
}
