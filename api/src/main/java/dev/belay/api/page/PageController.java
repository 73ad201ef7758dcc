package dev.belay.api.page;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;

/** The status page; its files lie under {@code /page/}. */
@Hidden
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class PageController {
  @Get("/")
  @Produces("text/html; charset=utf-8")
  byte[] page() {
    return resource("/page/index.html");
  }

  @Get("/favicon.ico")
  HttpResponse<?> icon() {
    return HttpResponse.permanentRedirect(URI.create("/page/belay.svg"));
  }

  private static byte[] resource(String name) {
    try (InputStream in = PageController.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("Expected the resource " + name + " on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
