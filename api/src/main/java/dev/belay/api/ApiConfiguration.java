package dev.belay.api;

import java.util.LinkedHashMap;
import java.util.Map;

/** The Micronaut properties that the API needs, in one place. */
public final class ApiConfiguration {
  /** Without this property no part of the API is there: other contexts run without it. */
  public static final String ENABLED = "belay.api.enabled";

  /** No request may be larger. */
  public static final int MAX_BODY_BYTES = 1024 * 1024;

  private ApiConfiguration() {}

  /** To be given to the application context that runs the server. */
  public static Map<String, Object> properties(ApiSettings settings) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(ENABLED, true);
    properties.put("micronaut.application.name", "belay");
    properties.put("micronaut.server.host", settings.host());
    properties.put("micronaut.server.port", settings.port() == 0 ? -1 : settings.port());
    properties.put("micronaut.server.max-request-size", MAX_BODY_BYTES);
    properties.put("micronaut.server.netty.max-header-size", 16 * 1024);
    properties.put("micronaut.router.static-resources.page.paths", "classpath:page");
    properties.put("micronaut.router.static-resources.page.mapping", "/page/**");
    properties.put(
        "micronaut.router.static-resources.webjars.paths", "classpath:META-INF/resources/webjars");
    properties.put("micronaut.router.static-resources.webjars.mapping", "/webjars/**");
    properties.put("micronaut.router.static-resources.openapi.paths", "classpath:META-INF/swagger");
    properties.put("micronaut.router.static-resources.openapi.mapping", "/openapi/**");
    properties.put("micronaut.lifecycle.graceful-shutdown.enabled", true);
    properties.put("micronaut.lifecycle.graceful-shutdown.grace-period", "5s");
    properties.put("endpoints.all.enabled", false);
    properties.put("endpoints.prometheus.enabled", true);
    properties.put("endpoints.prometheus.sensitive", false);
    properties.put("micronaut.metrics.enabled", true);
    properties.put("micronaut.metrics.export.prometheus.enabled", true);
    return properties;
  }
}
