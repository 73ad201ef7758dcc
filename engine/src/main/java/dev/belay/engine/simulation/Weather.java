package dev.belay.engine.simulation;

import dev.belay.domain.order.SubmitOutcome;
import dev.belay.domain.order.VenueProfile;
import dev.belay.engine.simulation.Chance.Draw;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is wrong with the venue, or with the way to it, for a while. */
final class Weather {
  private static final long LOOK = 1_000;

  /** Farther ahead the venue takes no timestamp, however wrong its clock is. */
  private static final long ALLOWED_SKEW = VenueProfile.PAPER.allowedSkew().toMillis();

  private static final List<Lasting> ALL =
      List.of(
          new Lasting(Incident.CLOCK_SKEWED, 2_000, 15_000),
          new Lasting(Incident.RATE_LIMITED, 1_000, 6_000),
          new Lasting(Incident.BANNED, 10_000, 30_000),
          new Lasting(Incident.MAINTENANCE, 2_000, 20_000),
          new Lasting(Incident.HALF_OPEN, 1_000, 12_000));

  private final World world;
  private final Chance chance;
  private final long[] until = new long[Incident.values().length];
  private final long usualSkew;
  private long skew;

  private record Lasting(Incident incident, long shortest, long longest) {}

  Weather(World world, Chance chance) {
    this.world = world;
    this.chance = chance;
    this.usualSkew = chance.between(Draw.PLAN, -ALLOWED_SKEW, ALLOWED_SKEW);
  }

  void begin() {
    world.after(LOOK, null, this::look);
  }

  private void look() {
    for (Lasting kind : ALL) {
      if (!isOn(kind.incident()) && chance.strikes(kind.incident())) {
        long time = chance.between(Draw.SIZE_OF_FAULT, kind.shortest(), kind.longest());
        until[kind.incident().ordinal()] = world.now() + time;
        world.disturbedUntil(world.now() + time);
        world.story().tell("fault", () -> "%s for %d ms".formatted(kind.incident(), time));
        if (kind.incident() == Incident.CLOCK_SKEWED) {
          // Ahead it may be by anything: what is refused as too old does not exist.
          skew = chance.between(Draw.SIZE_OF_FAULT, -ALLOWED_SKEW, 8_000);
        }
      }
    }
    if (chance.strikes(Incident.FILTERS_CHANGED)) {
      world.exchange().changeFilters();
    }
    world.after(LOOK, null, this::look);
  }

  private boolean isOn(Incident incident) {
    return world.now() < until[incident.ordinal()];
  }

  /** How far the venue's clock is ahead, in milliseconds. */
  long skew() {
    return isOn(Incident.CLOCK_SKEWED) ? skew : usualSkew;
  }

  /** Nothing comes back. */
  boolean isHalfOpen() {
    return isOn(Incident.HALF_OPEN);
  }

  /** With which the venue refuses whatever arrives; empty when it looks at it. */
  Optional<SubmitOutcome.Rejected> refusal() {
    @Nullable String code =
        isOn(Incident.BANNED) || isOn(Incident.RATE_LIMITED)
            ? "VENUE_RATE_LIMITED"
            : isOn(Incident.MAINTENANCE) ? "VENUE_REFUSED" : null;
    return code == null
        ? Optional.empty()
        : Optional.of(new SubmitOutcome.Rejected(code, "the venue answers nobody"));
  }
}
