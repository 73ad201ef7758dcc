package dev.belay.activities.venue;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A body that can be read once: whoever tries to send a request again finds nothing to send. */
final class OneShotBody implements BodyPublisher {
  private final BodyPublisher body;
  private final AtomicBoolean taken = new AtomicBoolean();
  private final CountDownLatch handedOver = new CountDownLatch(1);

  OneShotBody(String body) {
    this.body = BodyPublishers.ofString(body, StandardCharsets.UTF_8);
  }

  /** Waits for the whole body to be handed to the connection; false when that took too long. */
  boolean awaitHandedOver(Duration atMost) throws InterruptedException {
    return handedOver.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Nobody needs to wait any longer. */
  void settle() {
    handedOver.countDown();
  }

  @Override
  public long contentLength() {
    return body.contentLength();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    if (taken.compareAndSet(false, true)) {
      body.subscribe(new Watcher(subscriber));
    } else {
      subscriber.onSubscribe(NOTHING);
      subscriber.onError(new IOException("A request is sent once and never again"));
    }
  }

  private static final Flow.Subscription NOTHING =
      new Flow.Subscription() {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
      };

  private final class Watcher implements Flow.Subscriber<ByteBuffer> {
    private final Flow.Subscriber<? super ByteBuffer> to;

    Watcher(Flow.Subscriber<? super ByteBuffer> to) {
      this.to = to;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      to.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer item) {
      to.onNext(item);
    }

    @Override
    public void onError(Throwable failure) {
      to.onError(failure);
      settle();
    }

    @Override
    public void onComplete() {
      to.onComplete();
      settle();
    }
  }
}
