package dev.belay.strategies.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.strategies.portfolio.ParsedReply.Readable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ReplyParserProperties {
  private static final Symbol BTC = Symbol.of("BTCUSDT");
  private static final ReplyParser PARSER =
      new ReplyParser(
          List.of(BTC),
          List.of(new Quote(BTC, Price.of("50000"), Price.of("50000"), Instant.EPOCH)));
  private static final String GOOD =
      """
      {"symbol":"BTC","action":"open_long","leverage":3,"position_size_usd":300,"stop_loss":49500,\
      "take_profit":52000,"confidence":80}""";

  @Property(tries = 500)
  void neverThrowsOnAnyText(@ForAll String text) {
    assertThat(PARSER.parse(text)).isNotNull();
  }

  @Property(tries = 1000)
  void neverThrowsOnTextThatLooksLikeJson(@ForAll("fragments") String text) {
    assertThat(PARSER.parse(text)).isNotNull();
  }

  @Property(tries = 500)
  void aBadElementNeverRemovesAGoodOne(
      @ForAll("badElements") List<String> before, @ForAll("badElements") List<String> after) {
    List<String> all = new ArrayList<>(before);
    all.add(GOOD);
    all.addAll(after);

    Readable reply = (Readable) PARSER.parse("[" + String.join(",", all) + "]");

    assertThat(reply.elements().stream().filter(ParsedElement::trades)).hasSize(1);
    assertThat(reply.elements().get(before.size()).trades()).isTrue();
  }

  @Provide
  Arbitrary<String> fragments() {
    return Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            "“",
            "”",
            ":",
            "：",
            ",",
            "，",
            "\\",
            "\n",
            "null",
            "1-2",
            "1e9",
            "NaN",
            "\"symbol\"",
            "\"action\"",
            "\"BTC\"",
            "\"open_long\"",
            "\"decisions\":[",
            GOOD,
            "<think>",
            "</think>",
            "```",
            "\"leverage\":",
            "1e999999999",
            "\ud800",
            "\u0000",
            "prose")
        .list()
        .ofMaxSize(40)
        .map(list -> String.join("", list));
  }

  @Provide
  Arbitrary<List<String>> badElements() {
    Arbitrary<String> values =
        Arbitraries.of(
            "1-2",
            "1,000",
            "null",
            "NaN",
            "-Infinity",
            "\"3\"",
            "[]",
            "{\"a\":1}",
            "1e999999999",
            "0x10",
            "\"}\"",
            "");
    Arbitrary<String> names =
        Arbitraries.of("leverage", "position_size_usd", "stop_loss", "take_profit", "confidence");
    Arbitrary<String> broken =
        Combinators.combine(names, values)
            .as(
                (name, value) ->
                    GOOD.replaceAll("\"" + name + "\":\\d+", "\"" + name + "\":" + value));
    Arbitrary<String> others =
        Arbitraries.of(
            "null", "7", "\"buy [now]\"", "{}", "[[]]", "{\"symbol\":\"BTC\"}", "1-2", "hm");
    return Arbitraries.oneOf(broken, others).list().ofMaxSize(5);
  }
}
