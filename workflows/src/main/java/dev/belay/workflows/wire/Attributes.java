package dev.belay.workflows.wire;

import io.temporal.common.SearchAttributeKey;
import java.time.OffsetDateTime;

/** Search attributes, in the words of code, database and metrics. */
public final class Attributes {
  public static final SearchAttributeKey<String> SYSTEM = SearchAttributeKey.forKeyword("System");
  public static final SearchAttributeKey<String> AGENT = SearchAttributeKey.forKeyword("Agent");
  public static final SearchAttributeKey<String> SYMBOL = SearchAttributeKey.forKeyword("Symbol");
  public static final SearchAttributeKey<String> MODE = SearchAttributeKey.forKeyword("Mode");
  public static final SearchAttributeKey<OffsetDateTime> AS_OF =
      SearchAttributeKey.forOffsetDateTime("AsOf");
  public static final SearchAttributeKey<String> OUTCOME = SearchAttributeKey.forKeyword("Outcome");

  private Attributes() {}
}
