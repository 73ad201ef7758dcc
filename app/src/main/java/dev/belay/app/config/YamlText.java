package dev.belay.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** A tree as YAML that the reader takes. */
public final class YamlText {
  private static final Pattern PLAIN =
      Pattern.compile(
          "-?[0-9]+(\\.[0-9]+)?|[A-Za-z][A-Za-z0-9_./-]*( [A-Za-z0-9][A-Za-z0-9_./-]*)*");

  private static final Pattern OTHER =
      Pattern.compile("(?i)true|false|yes|no|on|off|null|y|n|\\.inf|\\.nan");

  private YamlText() {}

  public static String of(JsonNode tree) {
    StringBuilder text = new StringBuilder();
    mapping(text, tree, "");
    return text.toString();
  }

  private static void mapping(StringBuilder text, JsonNode mapping, String indent) {
    String[] lead = {""};
    mapping
        .fields()
        .forEachRemaining(
            field -> {
              text.append(lead[0]).append(field.getKey()).append(':');
              value(text, field.getValue(), indent);
              lead[0] = indent;
            });
  }

  private static void value(StringBuilder text, JsonNode value, String indent) {
    if (value.isObject()) {
      text.append('\n').append(indent).append("  ");
      mapping(text, value, indent + "  ");
    } else if (value.isArray() && value.path(0).isObject()) {
      text.append('\n');
      for (JsonNode item : value) {
        text.append(indent).append("  - ");
        mapping(text, item, indent + "    ");
      }
    } else if (value.isArray()) {
      String lead = " [";
      for (JsonNode item : value) {
        text.append(lead).append(scalar(item));
        lead = ", ";
      }
      text.append("]\n");
    } else {
      text.append(' ').append(scalar(value)).append('\n');
    }
  }

  /** Quoted as in JSON unless nobody could take it for anything else. */
  private static String scalar(JsonNode value) {
    String text = value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
    boolean plain = PLAIN.matcher(text).matches() && !OTHER.matcher(text).matches();
    return plain || value.isNull() || value.isBoolean() ? text : value.toString();
  }
}
