package dev.belay.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The Temporal server in use.
 *
 * @param kind cluster, server or memory
 * @param durable whether what it holds survives its end
 * @param reason why this one
 * @param namespace where the workflows are
 * @param uiAddress of its web pages; null where it has none
 */
public record TemporalInfo(
    String kind, boolean durable, String reason, String namespace, @Nullable String uiAddress) {

  /** The web page of a workflow; null where there are none. */
  public @Nullable String page(String workflowId) {
    return uiAddress == null
        ? null
        : "%s/namespaces/%s/workflows/%s"
            .formatted(uiAddress, encode(namespace), encode(workflowId));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
