package dev.belay.app.postgres;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Postgres that somebody else runs; nothing is started or stopped. */
record ExternalPostgres(String jdbcUrl, String user, String password) implements PostgresServer {

  /**
   * Takes {@code jdbc:postgresql://host:port/db?user=…&password=…} and {@code
   * postgres://user:password@host:port/db?sslmode=…}.
   */
  static ExternalPostgres parse(String url) {
    String plain = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
    URI uri;
    try {
      uri = new URI(plain);
    } catch (URISyntaxException e) {
      // The cause is left out: its message holds the whole URL.
      throw malformed("it has characters that must be percent-encoded");
    }
    if (!List.of("postgres", "postgresql").contains(String.valueOf(uri.getScheme()))) {
      throw malformed("its scheme is \"%s\"".formatted(uri.getScheme()));
    }
    if (uri.getHost() == null || uri.getPath() == null || uri.getPath().length() < 2) {
      throw malformed("it names no host or no database");
    }
    Credentials credentials = new Credentials(uri.getRawUserInfo());
    List<String> rest = credentials.takeFrom(uri.getRawQuery());
    if (credentials.user == null) {
      throw malformed("it names no user");
    }
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String query = rest.isEmpty() ? "" : "?" + String.join("&", rest);
    return new ExternalPostgres(
        "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query,
        credentials.user,
        credentials.password == null ? "" : credentials.password);
  }

  private static OperatorException malformed(String found) {
    return new OperatorException(
        ExitCode.BAD_INPUT,
        "Expected BELAY_DATABASE_URL to be postgres://user:password@host:port/database or"
            + " jdbc:postgresql://host:port/database?user=…&password=…, but "
            + found
            + "; its value is not shown because it may hold a password.");
  }

  private static final class Credentials {
    private @Nullable String user;
    private @Nullable String password;

    Credentials(@Nullable String userInfo) {
      if (userInfo != null) {
        String[] parts = userInfo.split(":", 2);
        user = decode(parts[0]);
        password = parts.length > 1 ? decode(parts[1]) : null;
      }
    }

    /** The query's parameters without user and password, which are kept here. */
    List<String> takeFrom(@Nullable String query) {
      List<String> rest = new ArrayList<>();
      for (String parameter : query == null ? new String[0] : query.split("&", -1)) {
        if (parameter.startsWith("user=")) {
          user = decode(parameter.substring("user=".length()));
        } else if (parameter.startsWith("password=")) {
          password = decode(parameter.substring("password=".length()));
        } else if (!parameter.isEmpty()) {
          rest.add(parameter);
        }
      }
      return rest;
    }

    private static String decode(String text) {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
  }

  @Override
  public Kind kind() {
    return Kind.EXTERNAL;
  }

  @Override
  public void close() {}

  @Override
  public String toString() {
    return "external Postgres at " + jdbcUrl;
  }
}
