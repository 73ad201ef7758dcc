package dev.belay.strategies.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(value = "hasData", disabledReason = "No recorded data: set BELAY_DATA")
class RecordedRepliesTest {
  private static final JsonMapper JSON = new JsonMapper();

  private static Path folder() {
    String configured = System.getenv("BELAY_DATA");
    Path data = configured == null ? Path.of("..", "..", "shared", "data") : Path.of(configured);
    return data.resolve("llm_decisions");
  }

  static boolean hasData() {
    return Files.isDirectory(folder());
  }

  @Test
  void readsEveryReplyThatRealModelsGave() throws IOException {
    List<String> replies = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder())) {
      for (Path file : files.filter(f -> f.toString().endsWith(".jsonl.gz")).sorted().toList()) {
        replies.addAll(replies(file));
      }
    }
    ReplyParser parser = new ReplyParser(Observations.SYMBOLS, List.of());

    assertThat(replies).isNotEmpty();
    for (String reply : replies) {
      assertThat(parser.parse(reply)).as(reply).isInstanceOf(ParsedReply.Readable.class);
    }
  }

  private static List<String> replies(Path file) throws IOException {
    List<String> replies = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Optional.ofNullable(JSON.readTree(line).path("raw_response").textValue())
            .filter(reply -> !reply.isBlank())
            .ifPresent(replies::add);
      }
    }
    return replies;
  }
}
