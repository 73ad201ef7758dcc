package dev.belay.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.api.Fixtures;
import dev.belay.api.TestApi;
import dev.belay.ledger.read.JournalRow;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveTest {
  private static final int PAGES = 50;

  /** An open page: the lines it was sent. */
  private record Listener(BlockingQueue<String> lines, CompletableFuture<Void> end) {
    static Listener open(HttpClient client, int port) {
      BlockingQueue<String> lines = new LinkedBlockingQueue<>();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/events")).build();
      CompletableFuture<Void> end =
          client
              .sendAsync(request, BodyHandlers.ofLines())
              .thenAccept(
                  response -> {
                    try (Stream<String> body = response.body()) {
                      body.forEach(lines::add);
                    }
                  });
      return new Listener(lines, end);
    }

    String next(String beginning) throws InterruptedException {
      for (; ; ) {
        String line = lines.poll(20, TimeUnit.SECONDS);
        assertThat(line).as("a line that begins with %s", beginning).isNotNull();
        if (line.startsWith(beginning)) {
          return line;
        }
      }
    }
  }

  @Test
  void whatIsJournaledReachesFiftyOpenPagesAndNoneHoldsTheShutdownUp() throws InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      TestApi api = TestApi.start();
      List<Listener> pages = new ArrayList<>();
      try (api) {
        for (int i = 0; i < PAGES; i++) {
          pages.add(Listener.open(client, api.port()));
        }
        for (Listener page : pages) {
          assertThat(page.next(":")).contains("open");
        }
        // The feed looks once for where the journal is, then tells what is after that.
        Thread.sleep(600);
        long before = System.nanoTime();
        api.history.happened(
            "refused", "{\"refusal\":{\"code\":\"HALT_ACTIVE\",\"detail\":\"no\"}}");
        for (Listener page : pages) {
          assertThat(page.next("event: decision")).isNotEmpty();
          assertThat(page.next("data: "))
              .contains("Refused, HALT_ACTIVE: no", "\"agent\":\"qwen_single\"");
        }
        System.err.printf(
            "the last of %d pages heard after %d ms%n",
            PAGES, (System.nanoTime() - before) / 1_000_000);
        before = System.nanoTime();
        api.close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
      }
      for (Listener page : pages) {
        assertThat(page.end().handle((ok, failure) -> true).orTimeout(5, TimeUnit.SECONDS).join())
            .isTrue();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "fill | {\"fill\":{\"side\":\"SELL\",\"quantity\":\"2\",\"symbol\":\"BTCUSDT\",\"price\":\"5\",\"fee\":\"0.1\"}}"
            + " | Sold 2 BTCUSDT at 5, fee 0.1",
        "position | {\"position\":\"main.a/BTCUSDT/3\",\"status\":\"CLOSED\",\"exit_reason\":\"STOP\"}"
            + " | BTCUSDT position closed by stop",
        "order | {\"order\":\"b1\",\"status\":\"NOT_PLACED\",\"reason\":\"\"} | Order b1 is not placed",
        "decision | {\"outcome\":\"TRADE\",\"elements\":[{\"action\":\"open_long\",\"symbol\":\"BTCUSDT\"},"
            + "{\"action\":null,\"refusal\":{\"code\":\"X\"}}]} | Decided trade: open long BTCUSDT, null (refused)",
        "halt | {\"by\":\"me\",\"reason\":\"lunch\"} | Entries halted by me: lunch",
        "vote_called | {\"cause\":\"MOMENTUM\",\"reason\":\"it fell\"} | A vote is held: momentum, it fell",
        "vote_counted | {\"outcome\":\"trade\",\"aggressiveness\":\"moderate\",\"why\":\"2 of 3\"}"
            + " | Voted trade, moderate: 2 of 3",
        "desk_exit | {\"kind\":\"OVERRIDE\",\"reason\":\"BTC fell\"}"
            + " | Everything is being closed, override: BTC fell",
        "cool_off | {\"until\":\"2026-01-06T00:00:00Z\",\"reason\":\"daily loss of 5 %\"}"
            + " | Cools off until 2026-01-06T00:00:00Z: daily loss of 5 %",
        "capital_moved | {\"amount\":\"5\",\"to\":\"a\"} | capital moved: amount 5, to a",
        "fill | no json | Bought"
      })
  void everyEventIsASentence(String kind, String body, String sentence) {
    JournalRow row = new JournalRow("main.a", 1, kind, body, Fixtures.AT, "h");

    if (body.equals("no json")) {
      assertThat(EventText.of(row)).isNotEmpty();
    } else {
      assertThat(EventText.of(row)).isEqualTo(sentence.replace("null (", "an element ("));
    }
  }
}
