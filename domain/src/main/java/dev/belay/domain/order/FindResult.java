package dev.belay.domain.order;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** The venue's answer to "do you know this id?". */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = FindResult.Found.class, name = "found"),
  @JsonSubTypes.Type(value = FindResult.NotFound.class, name = "not_found")
})
public sealed interface FindResult {
  record Found(VenueOrder order) implements FindResult {}

  /**
   * The venue does not know it. Proves absence only late enough: see {@link VenueProfile}.
   *
   * @param askedAt wall time at which the question was sent
   */
  record NotFound(Instant askedAt) implements FindResult {}
}
