package dev.belay.domain.order;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What is known after an order was sent, or was not. Not knowing is a value, not an error. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SubmitOutcome.Accepted.class, name = "accepted"),
  @JsonSubTypes.Type(value = SubmitOutcome.Rejected.class, name = "rejected"),
  @JsonSubTypes.Type(value = SubmitOutcome.Unknown.class, name = "unknown")
})
public sealed interface SubmitOutcome {

  /**
   * The venue has it.
   *
   * @param venueOrderId the venue's own number
   */
  record Accepted(String venueOrderId) implements SubmitOutcome {}

  /**
   * The venue, or the adapter before sending, has proven that it does not exist.
   *
   * @param code {@code CATEGORY_CONDITION}, such as VENUE_MARGIN_INSUFFICIENT
   */
  record Rejected(String code, String detail) implements SubmitOutcome {}

  /** It may or may not exist: only asking the venue can tell. */
  record Unknown(String detail) implements SubmitOutcome {}
}
