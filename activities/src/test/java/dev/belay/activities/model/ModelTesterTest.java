package dev.belay.activities.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.activities.model.ModelTester.Result;
import dev.belay.activities.model.ModelTester.Status;
import dev.belay.activities.portfolio.FakeBooks;
import dev.belay.activities.portfolio.PromptLibrary;
import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.testing.FakeModelServer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelTesterTest {
  private static ModelTester tester(Optional<String> key) {
    return new ModelTester(
        new ChatEndpoints(name -> key, Duration.ofSeconds(2)),
        PromptLibrary.shipped(),
        InstantSource.fixed(Instant.EPOCH));
  }

  @Test
  void tellsWhatEachModelCanDo() {
    try (FakeModelServer server = FakeModelServer.start()) {
      ModelSpec model = FakeBooks.model("custom", server.baseUrl(), "K");
      server.then(
          FakeModelServer.reply("{\"decisions\":[{\"symbol\":\"BTC\",\"action\":\"hold\"}]}"),
          FakeModelServer.reply("I'd rather not"),
          FakeModelServer.error(403, "forbidden", "no"));

      List<Result> results = tester(Optional.of("key")).test(List.of(model, model, model));

      assertThat(results)
          .extracting(Result::status)
          .containsExactly(Status.OK, Status.UNREADABLE, Status.FAILED);
      assertThat(results.getFirst().tokensOut()).isEqualTo(200);
      assertThat(results.getFirst().costUsd()).isPositive();
      assertThat(results.get(2).failure()).isEqualTo("MODEL_KEY_REJECTED");
      assertThat(server.requests().getFirst().body().has("response_format")).isFalse();
    }
  }

  @Test
  void saysWhichKeyIsMissing() {
    Result result =
        tester(Optional.empty())
            .test(List.of(FakeBooks.model("openrouter", "http://localhost:1/v1", "MY_KEY")))
            .getFirst();

    assertThat(result.status()).isEqualTo(Status.STAND_IN);
    assertThat(result.detail()).contains("MY_KEY");
  }

  @Test
  void saysWhatIsMisconfigured() {
    ModelSpec unknown = FakeBooks.model("gruq", "http://localhost:1/v1", "K");

    Result result = tester(Optional.of("key")).test(List.of(unknown)).getFirst();

    assertThat(result.status()).isEqualTo(Status.MISCONFIGURED);
    assertThat(result.detail()).contains("groq, openai", "\"gruq\"");
  }
}
