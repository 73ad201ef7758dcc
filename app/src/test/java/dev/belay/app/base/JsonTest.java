package dev.belay.app.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class JsonTest {
  private record Row(String firstName, int theCount) {}

  @Test
  void plainValuesAreWrittenAsTheMapperWritesThem() throws Exception {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("text", "a \"quoted\" line\nand Ünïcode");
    tree.put("whole", 1);
    tree.put("long", Long.MAX_VALUE);
    tree.put("real", 1.5e-9);
    tree.put("unknown", Double.NaN);
    tree.put("decimal", new BigDecimal("1.10"));
    tree.put("truth", true);
    tree.put("nothing", null);
    tree.put("empty_list", List.of());
    tree.put("empty_map", Map.of());
    tree.put("rows", List.of(new Row("x", 2), Map.of(3, new Row("y", 4))));
    tree.put("lists", Arrays.asList(List.of(1, 2), null, "z"));

    assertThat(Json.write(tree))
        .isEqualTo(Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(tree))
        .contains("\"first_name\" : \"x\"");
    assertThat(Json.write(new Row("x", 2)))
        .isEqualTo(
            Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(new Row("x", 2)));
  }
}
