package dev.belay.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * JSON lines: an object with the names of the columns, or the venue's array {@code
 * [openTime,"open","high","low","close","volume",…]}. Values are numbers or strings; what else
 * there is means nothing here.
 */
final class JsonText extends CandleText {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int SHOWN = 120;

  JsonText(Path file) {
    super(file);
  }

  @Override
  int fast() {
    return -1;
  }

  @Override
  void split(int from, int to, String[] into) {
    @Nullable String[] found = new @Nullable String[into.length];
    try (JsonParser json = JSON.createParser(lines.bytes(), from, to - from)) {
      JsonToken first = json.nextToken();
      if (first == JsonToken.START_OBJECT) {
        object(json, found);
      } else if (first == JsonToken.START_ARRAY) {
        array(json, found);
      } else {
        throw noCandle(from, to, null);
      }
      if (json.nextToken() != null) {
        throw noCandle(from, to, null);
      }
    } catch (JsonProcessingException e) {
      throw noCandle(from, to, e);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read " + file, e);
    }
    for (int i = 0; i < into.length; i++) {
      String value = found[i];
      if (value == null) {
        throw bad(COLUMNS.get(i), "", "in the line");
      }
      into[i] = value;
    }
  }

  private static void object(JsonParser json, @Nullable String[] found) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      int column = COLUMNS.indexOf(json.currentName());
      json.nextToken();
      if (column >= 0) {
        found[column] = json.getText();
      }
      json.skipChildren();
    }
  }

  private static void array(JsonParser json, @Nullable String[] found) throws IOException {
    int column = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (column < found.length) {
        found[column++] = json.getText();
      }
      json.skipChildren();
    }
  }

  private BadCandleFile noCandle(int from, int to, @Nullable Throwable cause) {
    String text = lines.text(from, to).strip();
    return bad(
        "line",
        text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…",
        "as one JSON object or array of %s".formatted(String.join(", ", COLUMNS)),
        cause);
  }
}
