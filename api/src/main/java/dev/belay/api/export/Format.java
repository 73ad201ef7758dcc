package dev.belay.api.export;

import dev.belay.api.ApiJson;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an export is written. */
enum Format {
  /** RFC 4180, with a line of names first; cells that a spreadsheet would compute are defused. */
  CSV("text/csv; charset=utf-8; header=present") {
    @Override
    String head(List<String> columns) {
      return Csv.line(columns.toArray());
    }

    @Override
    String rows(List<String> columns, List<@Nullable Object[]> rows, boolean first) {
      StringBuilder text = new StringBuilder();
      for (@Nullable Object[] row : rows) {
        text.append(Csv.line(row));
      }
      return text.toString();
    }

    @Override
    String end(boolean empty) {
      return "";
    }
  },
  /** One array with an object a row, as the API writes them. */
  JSON("application/json") {
    @Override
    String head(List<String> columns) {
      return "[";
    }

    @Override
    String rows(List<String> columns, List<@Nullable Object[]> rows, boolean first) {
      StringBuilder text = new StringBuilder();
      for (@Nullable Object[] row : rows) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
          fields.put(columns.get(i), row[i]);
        }
        text.append(first && text.isEmpty() ? "\n" : ",\n").append(ApiJson.write(fields));
      }
      return text.toString();
    }

    @Override
    String end(boolean empty) {
      return empty ? "]\n" : "\n]\n";
    }
  };

  private final String mediaType;

  Format(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }

  String extension() {
    return name().toLowerCase(Locale.ROOT);
  }

  abstract String head(List<String> columns);

  abstract String rows(List<String> columns, List<@Nullable Object[]> rows, boolean first);

  abstract String end(boolean empty);

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
