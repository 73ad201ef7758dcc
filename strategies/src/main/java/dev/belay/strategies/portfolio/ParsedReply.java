package dev.belay.strategies.portfolio;

import java.util.List;

/** What was read out of a model's reply. */
public sealed interface ParsedReply {

  /**
   * A decision document was found. Its elements may still be refused, each for itself.
   *
   * @param reasoning of the whole answer, at most 4000 characters; may be empty
   * @param elements in the order of the reply; none means to hold
   */
  record Readable(String reasoning, List<ParsedElement> elements) implements ParsedReply {
    public Readable {
      elements = List.copyOf(elements);
    }
  }

  /**
   * Nothing can be said about what the model wants: it abstains, which is not the same as to hold.
   */
  record Unreadable(String reason) implements ParsedReply {}
}
