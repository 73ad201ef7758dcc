package dev.belay.api.page;

import dev.belay.api.problem.Problem;
import dev.belay.api.problem.ProblemException;
import dev.belay.ledger.LedgerException;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.transaction.exceptions.TransactionException;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;

/** Renders pages; what goes wrong on the way becomes a page that says so. */
@Singleton
@Requires(beans = FrameReader.class)
final class Pages {
  private static final Logger log = LoggerFactory.getLogger(Pages.class);
  private static final MediaType HTML = new MediaType("text/html; charset=utf-8");

  private final TemplateEngine engine;
  private final FrameReader frames;

  Pages(TemplateEngine engine, FrameReader frames) {
    this.engine = engine;
    this.frames = frames;
  }

  /**
   * @param template below {@code views}
   * @param model what the template shows, beside the frame
   */
  MutableHttpResponse<String> show(
      HttpRequest<?> request,
      Section section,
      String title,
      String template,
      Function<Frame, Map<String, Object>> model) {
    try {
      Frame frame = frames.read(section, title, request.getUri().toString());
      return html(HttpStatus.OK, render(template, frame, model.apply(frame)));
    } catch (ProblemException e) {
      return failure(request, section, e.problem());
    } catch (LedgerException | TransactionException e) {
      log.warn("The ledger did not answer for {}: {}", request.getPath(), e.getMessage());
      return failure(
          request,
          section,
          Problem.of(
              HttpStatus.SERVICE_UNAVAILABLE,
              "The ledger does not answer at the moment. This page tries again by itself."));
    }
  }

  private MutableHttpResponse<String> failure(
      HttpRequest<?> request, Section section, Problem problem) {
    HttpStatus status = HttpStatus.valueOf(problem.status());
    Frame frame = frames.bare(section, status.getReason(), request.getUri().toString());
    return html(status, render("error", frame, Map.of("problem", problem)));
  }

  /** A part of a page, without a frame. */
  HttpResponse<String> part(String template, Map<String, Object> model) {
    Context context = new Context(Locale.ENGLISH, new HashMap<>(model));
    context.setVariable("show", Show.INSTANCE);
    return html(HttpStatus.OK, engine.process(template, context));
  }

  private String render(String template, Frame frame, Map<String, Object> model) {
    Context context = new Context(Locale.ENGLISH, new HashMap<>(model));
    context.setVariable("frame", frame);
    context.setVariable("show", Show.INSTANCE);
    return Objects.requireNonNull(engine.process(template, context));
  }

  private static MutableHttpResponse<String> html(HttpStatus status, String body) {
    return HttpResponse.<String>status(status).contentType(HTML).body(body);
  }
}
