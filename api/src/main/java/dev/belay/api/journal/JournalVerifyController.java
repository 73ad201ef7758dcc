package dev.belay.api.journal;

import dev.belay.api.problem.AnswersProblems;
import dev.belay.api.problem.Problem;
import dev.belay.api.problem.ProblemException;
import dev.belay.ledger.JournalCheck;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.concurrent.locks.ReentrantLock;

/** Looks whether the journal is whole. */
@AnswersProblems
@Controller("/api/journal")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "journal")
@Requires(beans = JournalCheck.class)
final class JournalVerifyController {
  private final JournalCheck check;
  private final ReentrantLock atWork = new ReentrantLock();

  JournalVerifyController(JournalCheck check) {
    this.check = check;
  }

  /** Recomputes every account's chain of hashes, which takes seconds for a million events. */
  @Get("/verify")
  JournalVerdict verify() {
    if (!atWork.tryLock()) {
      throw new ProblemException(
          Problem.of(
              HttpStatus.CONFLICT,
              "one verification at a time",
              "another one under way",
              "Ask again in a few seconds."));
    }
    try {
      return JournalVerdict.of(check);
    } finally {
      atWork.unlock();
    }
  }
}
