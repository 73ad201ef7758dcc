package dev.belay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.api.journal.JournalBook;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalTest {
  private TestApi api;

  @BeforeEach
  void start() {
    api = TestApi.start();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void pagesFromTheNewestToTheOldest() {
    List<Long> seen = new ArrayList<>();
    String before = "";
    for (int page = 0; page < 9; page++) {
      JsonNode answer = api.json("/api/journal?limit=3" + before);
      answer.get("items").forEach(event -> seen.add(event.get("seq").asLong()));
      if (answer.get("next").isNull()) {
        break;
      }
      before = "&before=" + URLEncoder.encode(answer.get("next").asText(), StandardCharsets.UTF_8);
    }

    assertThat(seen).containsExactly(7L, 6L, 5L, 4L, 3L, 2L, 1L);
  }

  @Test
  void anEventHasASentenceAndItsBody() {
    JsonNode event = api.json("/api/journal?limit=1").at("/items/0");

    assertThat(event.get("account").asText()).isEqualTo("main.qwen_single");
    assertThat(event.get("text").asText()).isEqualTo("Paused by me");
    assertThat(event.at("/body/by").asText()).isEqualTo("me");
    assertThat(event.get("at").asText()).isEqualTo("2026-11-21T08:00:07Z");
    assertThat(event.get("hash").asText()).isEqualTo("hash7");
  }

  @Test
  void filtersAreHandedOn() {
    JsonNode unused =
        api.json(
            "/api/journal?agent=qwen_single&kind=fill,income&from=2026-11-21T00:00:00Z&to=2026-11-22T00:00:00Z");

    assertThat(api.journal.filter)
        .isEqualTo(
            new JournalBook.Filter(
                "main.qwen_single",
                List.of("fill", "income"),
                Instant.parse("2026-11-21T00:00:00Z"),
                Instant.parse("2026-11-22T00:00:00Z")));
  }

  @Test
  void anAccountCanBeFollowedFromAnyNumber() {
    JsonNode some = api.json("/api/journal?agent=qwen_single&after=4&limit=2");
    assertThat(some.at("/items/0/seq").asLong()).isEqualTo(5);
    assertThat(some.get("next").asText()).isEqualTo("6");

    JsonNode none = api.json("/api/journal?agent=qwen_single&after=7");
    assertThat(none.get("items")).isEmpty();
    assertThat(none.get("next").asText()).isEqualTo("7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?agent=nobody|404",
        "?account=other/unallocated|404",
        "?kind=DROP%20TABLE|400",
        "?from=now|400",
        "?before=2026~x~1|400",
        "?before=2026-99-99T00:00:00Z~main.x~1|400",
        "?after=4|400",
        "?agent=qwen_single&after=x|400",
        "?agent=qwen_single&after=4&kind=fill|400",
        "?limit=501|400",
      })
  void whatCannotBeAnsweredIsNamed(String query, int status) {
    assertThat(api.get("/api/journal" + query).statusCode()).isEqualTo(status);
  }
}
