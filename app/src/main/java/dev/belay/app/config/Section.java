package dev.belay.app.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of the file, or of its schema. Getters note what is wrong and answer with a stand-in
 * of the right type, so that reading goes on to the next problem; what was read is used only when
 * there was none.
 */
interface Section {

  /** The path of a key from the top of the file. */
  String at(String key);

  /** Notes every key that nobody asked for; to be called last. */
  void finish();

  boolean has(String key);

  /** Notes that the key's value can't be used, without showing it. */
  void refuse(String key, String problem);

  Optional<Section> section(String key);

  /** The mappings of a list that has to be there and not empty. */
  List<Section> sections(String key);

  /** Texts of a list, each turned into a value; elements that are refused are left out. */
  <T> List<T> list(String key, String expected, Function<String, T> parser);

  /** A text that has to be there. */
  <T> T value(String key, String expected, T standIn, Function<String, T> parser);

  /** A text that may be missing. */
  <T> T valueOr(String key, String expected, T fallback, Function<String, T> parser);

  /** A text of a form that has to be there. */
  String text(String key, String expected, Pattern form);

  /** One of some words, which has to be there. */
  String word(String key, List<String> allowed, String standIn);

  /** A whole number in a closed range, which may be missing. */
  int whole(String key, int least, int most, int fallback);

  /** A plain decimal number in a closed range; fallback null means that it has to be there. */
  BigDecimal number(String key, String least, String most, @Nullable BigDecimal fallback);

  /** Such as 90s or 5m; fallback null means that it has to be there. */
  Duration duration(String key, @Nullable Duration fallback);
}
