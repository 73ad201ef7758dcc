package dev.belay.api.access;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/** Headers that keep pages from loading, framing or leaking anything foreign. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class HeadersFilter {
  private static final String CSP = "Content-Security-Policy";
  private static final String POLICY =
      "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
          + " object-src 'none'";

  @ResponseFilter
  void add(HttpRequest<?> request, MutableHttpResponse<?> response) {
    // A page that may do less, such as a run's report, says so itself.
    if (!response.getHeaders().contains(CSP)) {
      response.header(CSP, POLICY);
    }
    response.header("X-Content-Type-Options", "nosniff");
    response.header("Referrer-Policy", "no-referrer");
    response.getHeaders().set("Cache-Control", caching(request.getPath()));
  }

  /**
   * Libraries have their version in their path; our own files are asked for anew, data never kept.
   */
  private static String caching(String path) {
    if (path.startsWith("/webjars/")) {
      return "public, max-age=31536000, immutable";
    }
    boolean file = path.startsWith("/page/") || path.startsWith("/openapi/");
    return file ? "no-cache" : "no-store";
  }
}
