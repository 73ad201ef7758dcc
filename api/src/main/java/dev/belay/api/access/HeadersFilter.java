package dev.belay.api.access;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/** Headers that keep pages from loading, framing or leaking anything foreign. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class HeadersFilter {
  private static final String POLICY =
      "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " object-src 'none'";

  @ResponseFilter
  void add(HttpRequest<?> request, MutableHttpResponse<?> response) {
    response.header("Content-Security-Policy", POLICY);
    response.header("X-Content-Type-Options", "nosniff");
    response.header("Referrer-Policy", "no-referrer");
    boolean data = request.getPath().startsWith("/api/");
    response.getHeaders().set("Cache-Control", data ? "no-store" : "no-cache");
  }
}
