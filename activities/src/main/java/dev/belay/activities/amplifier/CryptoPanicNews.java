package dev.belay.activities.amplifier;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.strategies.amplifier.ballot.Evidence;
import dev.belay.strategies.amplifier.ballot.Evidence.Headline;
import dev.belay.strategies.amplifier.ballot.OutsideText;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Headlines of CryptoPanic. Its key stands in the address, so no failure ever names that. */
public final class CryptoPanicNews implements EvidenceSource {
  private static final int MOST = 20;

  private final URI base;
  private final String key;
  private final SourceClient client;

  /**
   * @param base such as {@code https://cryptopanic.com}
   */
  public CryptoPanicNews(URI base, String key, SourceClient client) {
    this.base = base;
    this.key = key;
    this.client = client;
  }

  @Override
  public String name() {
    return "CryptoPanic";
  }

  @Override
  public Evidence.Kind kind() {
    return Evidence.Kind.NEWS;
  }

  @Override
  public Reading read() {
    JsonNode answer =
        client.json(
            base.resolve(
                "/api/developer/v2/posts/?public=true&kind=news&regions=en&auth_token="
                    + URLEncoder.encode(key, StandardCharsets.UTF_8)),
            Map.of());
    if (!answer.path("results").isArray()) {
      throw new SourceException("Expected results, there are none");
    }
    List<Headline> news = new ArrayList<>();
    for (JsonNode post : answer.path("results")) {
      String title = OutsideText.line(post.path("title").asText(""), RssNews.LONGEST);
      if (!title.isEmpty() && news.size() < MOST) {
        news.add(new Headline(name(), title, time(post.path("published_at").asText(""))));
      }
    }
    return Reading.news(news);
  }

  private static @Nullable Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
