package dev.belay.workflows.amplifier;

import dev.belay.domain.amplifier.Voter;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** Gathering what voters are shown; a regular activity on the queue {@code market-data}. */
@ActivityInterface
public interface EvidenceActivities {

  /**
   * Asks the sources, or takes the last stored evidence with its age, adds a fresh summary of our
   * own market data, renders a prompt for each voter and stores everything by hash. A source that
   * does not answer is named in it.
   */
  @ActivityMethod(name = "Evidence.Gather")
  Gathered gather(GatherRequest request);

  /**
   * @param fresh whether sources outside are asked; else nothing is fetched
   */
  record GatherRequest(String vote, boolean fresh) {}

  /**
   * @param hash of what all voters are shown
   * @param down names of sources that did not answer
   * @param withoutNews not one source of news did: at most moderate
   */
  record Gathered(String hash, List<VoterPrompt> prompts, List<String> down, boolean withoutNews) {
    public Gathered {
      prompts = List.copyOf(prompts);
      down = List.copyOf(down);
    }
  }

  record VoterPrompt(Voter voter, String promptHash) {}
}
