package dev.belay.api.access;

import dev.belay.api.ApiSettings;
import dev.belay.api.page.Section;
import dev.belay.api.problem.Problem;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Host and origin first, then the token where one is needed. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class AccessFilter implements Ordered {
  private static final String SCHEME = "Bearer ";
  private static final MediaType HTML = new MediaType("text/html; charset=utf-8");
  private static final byte[] SHELL = shell();
  private static final Pattern REPORT = Pattern.compile("/research/runs/[^/]+/report");

  /** A report that the shell asks for and writes into its own place brings its styles with it. */
  private static final String REPORT_POLICY =
      "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self' 'unsafe-inline';"
          + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final HostRule hosts;
  private final byte[] token;
  private final boolean readsNeedToken;

  AccessFilter(ApiSettings settings) {
    this.hosts = new HostRule(settings.host(), settings.hosts());
    this.token = settings.token().getBytes(StandardCharsets.UTF_8);
    this.readsNeedToken = settings.boundBeyondLoopback();
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @RequestFilter
  @Nullable HttpResponse<?> check(HttpRequest<?> request) {
    InetSocketAddress server = request.getServerAddress();
    String host = request.getHeaders().get(HttpHeaders.HOST);
    if (!hosts.isOurs(host, server)) {
      return forbidden("a Host of " + hosts.expected(server), host, "Ask by one of these names.");
    }
    String origin = request.getHeaders().get(HttpHeaders.ORIGIN);
    if (!hosts.isOrigin(origin, server)) {
      return forbidden(
          "an Origin of this server", origin, "Other sites' pages may not ask for anything here.");
    }
    if (!needsToken(request) || hasToken(request)) {
      return null;
    }
    return isNavigation(request) ? shell(request) : unauthorized(request);
  }

  /**
   * A browser that follows a link brings no token: it gets a page without data, which asks for the
   * page itself with the token. With a wrong token the answer is a plain no.
   */
  private static boolean isNavigation(HttpRequest<?> request) {
    return request.getMethod() == HttpMethod.GET
        && !request.getHeaders().contains(HttpHeaders.AUTHORIZATION)
        && Section.ofPath(request.getPath()).isPresent();
  }

  private static HttpResponse<?> shell(HttpRequest<?> request) {
    MutableHttpResponse<byte[]> shell = HttpResponse.ok(SHELL).contentType(HTML);
    return REPORT.matcher(request.getPath()).matches()
        ? shell.header("Content-Security-Policy", REPORT_POLICY)
        : shell;
  }

  private boolean needsToken(HttpRequest<?> request) {
    boolean read = request.getMethod() == HttpMethod.GET || request.getMethod() == HttpMethod.HEAD;
    return !read || (readsNeedToken && !isPage(request.getPath()));
  }

  /**
   * The page's own files and the API's description hold no data, and a probe learns one word; who
   * asks for them brings no token.
   */
  private static boolean isPage(String path) {
    return path.equals("/favicon.ico")
        || path.equals("/health/liveness")
        || path.equals("/health/readiness")
        || path.startsWith("/page/")
        || path.startsWith("/webjars/")
        || path.startsWith("/openapi/");
  }

  private boolean hasToken(HttpRequest<?> request) {
    String given = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
    return given != null
        && given.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && MessageDigest.isEqual(
            token, given.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] shell() {
    try (InputStream in = AccessFilter.class.getResourceAsStream("/page/shell.html")) {
      return Objects.requireNonNull(in, "the resource /page/shell.html").readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpResponse<?> unauthorized(HttpRequest<?> request) {
    boolean given = request.getHeaders().contains(HttpHeaders.AUTHORIZATION);
    return Problem.of(
            HttpStatus.UNAUTHORIZED,
            "the header \"Authorization: Bearer TOKEN\" with this Belay's token",
            given ? "another token" : "no token",
            "\"belay token\" prints the page's address with it.")
        .response()
        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
  }

  private static HttpResponse<?> forbidden(String expected, @Nullable String found, String action) {
    return Problem.of(
            HttpStatus.FORBIDDEN, expected, found == null ? "none" : "\"" + found + "\"", action)
        .response();
  }
}
