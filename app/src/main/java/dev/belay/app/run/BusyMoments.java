package dev.belay.app.run;

import dev.belay.activities.venue.Venue;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderIntent;
import dev.belay.domain.order.SubmitOutcome;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** A venue that for the next few stops is busy: nothing of them is sent. */
final class BusyMoments {
  /** As in {@code PositionFacts}: what says nothing of the order. */
  static final String CODE = "VENUE_RATE_LIMITED";

  private final AtomicInteger left = new AtomicInteger();

  void next(int stops) {
    left.set(stops);
  }

  Venue around(Venue venue) {
    return (Venue)
        Proxy.newProxyInstance(
            Venue.class.getClassLoader(),
            new Class<?>[] {Venue.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("submit")
                  && arguments[0] instanceof OrderIntent intent
                  && intent.leg() == Leg.STOP
                  && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                return new SubmitOutcome.Rejected(CODE, "asked for too much, for the recording");
              }
              try {
                return method.invoke(venue, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
