package dev.belay.app.run;

import dev.belay.activities.model.ChatEndpoints;
import dev.belay.activities.portfolio.PromptLibrary;
import dev.belay.activities.rehearsal.Rehearsal;
import dev.belay.activities.venue.SimulatorClock;
import dev.belay.api.ApiConfiguration;
import dev.belay.api.ApiSettings;
import dev.belay.api.MarketInfo;
import dev.belay.api.ModelLabel;
import dev.belay.api.PriceFeed;
import dev.belay.api.RunStart;
import dev.belay.api.TemporalInfo;
import dev.belay.api.health.Notified;
import dev.belay.api.health.Probes;
import dev.belay.api.health.Upkeep;
import dev.belay.api.research.ResearchDesk;
import dev.belay.app.cli.PartFlags;
import dev.belay.app.cli.Version;
import dev.belay.app.notify.Notifier;
import dev.belay.app.temporal.TemporalDescription;
import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.domain.portfolio.PortfolioSpec;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** API and dashboard over a foundation. */
final class ApiServer {
  private final Foundation base;
  private final PortfolioSpec portfolio;
  private final ChatEndpoints endpoints;
  private final PromptLibrary prompts;
  private final ResearchDesk research;

  /**
   * @param endpoints tell which models are asked and which a stand-in answers for
   * @param prompts of rehearsals
   * @param research stays its starter's to close
   */
  ApiServer(
      Foundation base,
      PortfolioSpec portfolio,
      ChatEndpoints endpoints,
      PromptLibrary prompts,
      ResearchDesk research) {
    this.base = base;
    this.portfolio = portfolio;
    this.endpoints = endpoints;
    this.prompts = prompts;
    this.research = research;
  }

  /**
   * Who may ask, and where.
   *
   * @param listen the address bound
   * @param hosts names by which it may be asked for besides its own
   */
  record Access(String token, String listen, int port, List<String> hosts) {
    /** On this machine only. */
    static Access local(String token, int port) {
      return new Access(token, PartFlags.LOOPBACK, port, List.of());
    }

    /** Without the token. */
    @Override
    public String toString() {
      return "Access[%s:%d, %s]".formatted(listen, port, hosts);
    }
  }

  EmbeddedServer start(
      Access access,
      RunStart start,
      Supplier<Probes.FeedState> feed,
      Housekeeping housekeeping,
      Notifier notifier) {
    LedgerStack ledger = base.ledger;
    String name = portfolio.name();
    ApiSettings settings = settings(access, start);
    PositionOperator positions =
        new PositionOperator(
            name, ledger.reader, ledger.instructions, base.market.data, base.launcher);
    EmbeddedServer server =
        ApplicationContext.builder()
            .deduceEnvironment(false)
            .properties(ApiConfiguration.properties(settings))
            .singletons(
                settings,
                ledger.reader,
                ledger.history,
                ledger.contents,
                ledger.keys,
                ledger.exports,
                ledger.journal,
                base.market.data,
                ledger.capital,
                ledger.reviews,
                ledger.roster,
                new DeskOperator(
                    ledger, base.market.data, base.market.shown().kind(), base.launcher),
                new CapitalOperator(name, base.launcher, base.client),
                new FundOperator(name, ledger, base.launcher, base.client),
                positions,
                new AgentOperator(name, ledger, positions, base.launcher, base.client),
                new LedgerConfigBook(ledger.roster, ledger.settings, name),
                new PromptRehearsal(name, rehearsal()),
                new LibraryShelf(prompts),
                research,
                probes(feed, housekeeping, notifier))
            .start()
            .getBean(EmbeddedServer.class);
    try {
      return server.start();
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private ApiSettings settings(Access access, RunStart start) {
    TemporalDescription temporal = base.temporal.description();
    Map<String, ModelSpec> models = new TreeMap<>();
    portfolio.models().forEach(model -> models.put(model.id(), model));
    return new ApiSettings(
        access.token(),
        access.listen(),
        access.port(),
        base.ledger.mode.toString(),
        portfolio.name(),
        !Addresses.isLoopback(access.listen()),
        access.hosts(),
        this::marketInfo,
        new TemporalInfo(
            temporal.kind().toString(),
            temporal.durable(),
            temporal.reason(),
            base.temporal.namespace(),
            temporal.ui()),
        () -> start,
        id -> {
          ModelSpec model = models.get(id);
          return model == null
              ? new ModelLabel(id, false)
              : new ModelLabel(model.name(), !endpoints.isPaid(model));
        },
        Version.text());
  }

  private Rehearsal rehearsal() {
    LedgerStack ledger = base.ledger;
    return new Rehearsal(
        base.market.data,
        base.market.interval,
        ledger.agents,
        ledger.contents,
        ledger.calls,
        ledger.admissions,
        endpoints,
        prompts,
        Workers.TAKER_FEE,
        base.wall);
  }

  private MarketInfo marketInfo() {
    SimulatorClock.SimulatedMarket market = base.market.shown();
    return new MarketInfo(
        market.kind(),
        market.label(),
        market.from().orElse(market.time().now()),
        market.to().orElse(null),
        market.time().speed(),
        market.feed().map(this::feed).orElse(null));
  }

  private PriceFeed feed(SimulatorClock.PriceFeed feed) {
    return new PriceFeed(
        feed.heard()
            .map(at -> Math.max(0, Duration.between(at, base.wall.instant()).toMillis()) / 1000.0)
            .orElse(null),
        feed.streaming(),
        feed.refused(),
        feed.detail());
  }

  private Probes probes(
      Supplier<Probes.FeedState> feed, Housekeeping housekeeping, Notifier notifier) {
    return new Probes() {
      @Override
      public String temporal() {
        base.askTemporal();
        return "serving";
      }

      @Override
      public FeedState feed() {
        return feed.get();
      }

      @Override
      public Upkeep upkeep() {
        return housekeeping.upkeep();
      }

      @Override
      public Notified notifications() {
        return notifier.state();
      }
    };
  }
}
