package dev.belay.api.research;

import dev.belay.api.command.Fields;
import dev.belay.api.problem.ProblemException;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;

/**
 * A run's own page as it is sent out: it brings its styles with it and needs nothing else, so it
 * may do nothing else, whoever has written it.
 */
public final class ReportPage {
  private static final MediaType HTML = new MediaType("text/html; charset=utf-8");
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'none'; sandbox";

  private ReportPage() {}

  /**
   * @throws ProblemException 404 if there is no such run, or no page about it
   */
  public static HttpResponse<String> of(ResearchDesk research, String id) {
    String page =
        research
            .report(id)
            .orElseThrow(
                () ->
                    ProblemException.notFound(
                        "the id of a run with a page about it",
                        Fields.quoted(id),
                        "Backtests and walk-forward runs that are done have one."));
    return HttpResponse.ok(page).contentType(HTML).header("Content-Security-Policy", POLICY);
  }
}
