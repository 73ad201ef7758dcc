package dev.belay.strategies.amplifier.ballot;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.domain.amplifier.Ballot;

/** A ballot in the form that {@link BallotReader} reads. */
public final class BallotJson {
  private static final JsonMapper JSON = new JsonMapper();

  private BallotJson() {}

  public static String write(Ballot ballot) {
    ObjectNode json = JSON.createObjectNode();
    json.put("vote", ballot.vote().toString());
    json.put("aggressiveness", ballot.aggressiveness().toString());
    json.put("confidence", ballot.confidence());
    json.put("reasoning", ballot.reasoning());
    ArrayNode warnings = json.putArray("warnings");
    ballot.warnings().forEach(warnings::add);
    return json.toString();
  }
}
