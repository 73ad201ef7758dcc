package dev.belay.activities.amplifier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.strategies.amplifier.ballot.Evidence.Headline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Headlines with their times, a line of JSON each, in the order in which they were seen. */
final class NewsArchive {
  static final String FILE = "news.jsonl";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;
  private boolean cutOff;

  NewsArchive(Path folder) {
    this.file = folder.resolve(FILE);
  }

  /**
   * Adds what it has not.
   *
   * @return how many
   */
  int add(List<Headline> news, Instant seen) {
    Set<String> known = known();
    StringBuilder lines = new StringBuilder(cutOff ? "\n" : "");
    int added = 0;
    for (Headline headline : news) {
      if (known.add(headline.source() + "\n" + headline.title())) {
        ObjectNode line = JSON.createObjectNode();
        line.put("source", headline.source());
        line.put("title", headline.title());
        Instant published = headline.publishedAt();
        line.put("published_at", published == null ? null : published.toString());
        line.put("seen_at", seen.toString());
        lines.append(line).append('\n');
        added++;
      }
    }
    if (added > 0) {
      try {
        Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException("Can't write " + file, e);
      }
    }
    return added;
  }

  /** A line that was cut off by a crash is passed over: its headline comes again. */
  private Set<String> known() {
    Set<String> known = new HashSet<>();
    if (Files.isRegularFile(file)) {
      try {
        String text = Files.readString(file);
        cutOff = !text.isEmpty() && !text.endsWith("\n");
        for (String line : text.lines().toList()) {
          try {
            JsonNode read = JSON.readTree(line);
            known.add(read.path("source").asText() + "\n" + read.path("title").asText());
          } catch (JsonProcessingException e) {
            continue;
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Can't read " + file, e);
      }
    }
    return known;
  }
}
