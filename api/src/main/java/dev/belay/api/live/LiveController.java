package dev.belay.api.live;

import dev.belay.api.problem.AnswersProblems;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.sse.Event;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** What happens, as server-sent events. */
@AnswersProblems
@Controller("/api/events")
@Requires(beans = LiveFeed.class)
@Tag(name = "records")
final class LiveController implements GracefulShutdownCapable {
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

  private static final Duration BEGINNING = Duration.ofMillis(100);
  private static final String ALIVE = "alive";

  private final LiveFeed feed;
  private final Sinks.Empty<Void> stopped = Sinks.empty();

  LiveController(LiveFeed feed) {
    this.feed = feed;
  }

  /** A stream without an end: decisions, orders, positions, the fund, marks of equity. */
  @Get(produces = MediaType.TEXT_EVENT_STREAM)
  Publisher<Event<LiveEvent>> events() {
    // Without a first item no headers go out, and a browser would never see the stream open.
    Flux<Event<LiveEvent>> open = Flux.just(comment("open"));
    Flux<Event<LiveEvent>> alive =
        Flux.interval(KEEP_ALIVE).onBackpressureDrop().map(i -> comment("alive"));
    Flux<Event<LiveEvent>> told = feed.events().map(e -> Event.of(e).name(e.topic()));
    // The server does not take a second item while it is still beginning the answer.
    return open.concatWith(Flux.merge(told, alive).delaySubscription(BEGINNING))
        .takeUntilOther(stopped.asMono());
  }

  private static Event<LiveEvent> comment(String text) {
    return Event.of(new LiveEvent(ALIVE, text, "", Instant.now(), "")).name(ALIVE).comment(text);
  }

  /** An open stream would hold a shutdown up for its whole patience. */
  @Override
  public CompletionStage<?> shutdownGracefully() {
    var unused = stopped.tryEmitEmpty();
    return CompletableFuture.completedStage(null);
  }
}
