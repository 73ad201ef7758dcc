package dev.belay.api.page;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;

/** Where browsers look for an icon by themselves. */
@Hidden
@Controller
final class IconController {
  @Get("/favicon.ico")
  HttpResponse<?> icon() {
    return HttpResponse.permanentRedirect(URI.create("/page/belay.svg"));
  }
}
