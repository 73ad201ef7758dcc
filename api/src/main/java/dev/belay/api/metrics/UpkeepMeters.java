package dev.belay.api.metrics;

import dev.belay.api.health.Probes;
import dev.belay.api.health.Upkeep;
import dev.belay.ledger.read.DatabaseSize;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Room on the disk and in the database, as the process last looked at them. */
@Singleton
public final class UpkeepMeters implements MeterBinder {
  private final BeanProvider<Probes> probes;

  /** Through a provider, for meters are bound before what they show is there. */
  UpkeepMeters(BeanProvider<Probes> probes) {
    this.probes = probes;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    gauge(registry, "belay.disk.free", "Free on the home's disk", u -> orNan(u.disk().freeBytes()));
    gauge(registry, "belay.database.size", "The whole database", u -> bytes(u.database()));
  }

  private void gauge(
      MeterRegistry registry, String name, String about, ToDoubleFunction<Upkeep> value) {
    Gauge.builder(name, () -> value.applyAsDouble(probes.get().upkeep()))
        .description(about)
        .baseUnit("bytes")
        .strongReference(true)
        .register(registry);
  }

  private static double bytes(@Nullable DatabaseSize size) {
    return orNan(size == null ? null : size.bytes());
  }

  private static double orNan(@Nullable Long value) {
    return value == null ? Double.NaN : value;
  }
}
