package dev.belay.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.api.portfolio.PortfolioBook;
import dev.belay.api.portfolio.SummaryReader;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.ApplicationContext;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WiringTest {

  /** The ledger's data source wants the registry before there is a ledger to read. */
  @Test
  void theMeterRegistryNeedsNoLedger() {
    try (ApplicationContext context =
        ApplicationContext.run(Map.of(ApiConfiguration.ENABLED, true))) {
      assertThat(context.containsBean(PortfolioBook.class)).isFalse();
      assertThat(context.getBean(MeterRegistry.class).find("belay.ledger.up").gauge())
          .isNotNull()
          .satisfies(gauge -> assertThat(gauge.value()).isZero());
    }
  }

  @Test
  void aContextThatDoesNotAskForTheApiHasNone() {
    try (ApplicationContext context = ApplicationContext.run()) {
      assertThat(context.containsBean(SummaryReader.class)).isFalse();
      assertThat(context.findBean(MeterRegistry.class))
          .hasValueSatisfying(
              registry -> assertThat(registry.find("belay.ledger.up").gauge()).isNull());
    }
  }
}
