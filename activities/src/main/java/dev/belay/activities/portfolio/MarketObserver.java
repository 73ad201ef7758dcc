package dev.belay.activities.portfolio;

import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.market.Candle;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.MarketData;
import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.portfolio.AgentBook;
import dev.belay.domain.portfolio.AgentSnapshot;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.ContentStore;
import dev.belay.strategies.portfolio.MarketView;
import dev.belay.strategies.portfolio.ObservationJson;
import dev.belay.strategies.portfolio.TimeframeView;
import dev.belay.workflows.portfolio.ObserveActivities;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Looks at the market for an agent's round, renders its prompts and stores both.
 *
 * <p>Candles are those closed at the round's market time, never later ones. Quotes are those of the
 * moment of asking: the price a decision is checked against.
 */
public final class MarketObserver implements ObserveActivities {
  private static final int CLOSES = 10;
  private static final List<Interval> SLOW = List.of(Interval.M15, Interval.H1, Interval.H4);

  private final MarketData market;
  private final Interval base;
  private final AgentBook book;
  private final ContentStore store;
  private final PromptLibrary prompts;
  private final Failpoints failpoints;
  private final CandleCache candles;
  private final Map<Symbol, Extras> extras = new ConcurrentHashMap<>();

  /**
   * @param base the market's shortest candles; nothing shorter is asked for
   */
  public MarketObserver(
      MarketData market,
      Interval base,
      AgentBook book,
      ContentStore store,
      PromptLibrary prompts,
      Failpoints failpoints) {
    this.market = market;
    this.base = base;
    this.book = book;
    this.store = store;
    this.prompts = prompts;
    this.failpoints = failpoints;
    this.candles = new CandleCache(market);
  }

  private record Extras(
      Instant since, Optional<BigDecimal> funding, Optional<BigDecimal> openInterest) {}

  @Override
  public Observation observe(ObserveRequest request) {
    failpoints.hit("observe.begin");
    String portfolio = request.round().portfolio();
    AgentSpec agent = book.agent(portfolio, request.round().agent());
    List<Quote> quotes = market.quotes();
    AgentSnapshot account = book.snapshot(portfolio, agent.id(), quotes);
    dev.belay.strategies.portfolio.Observation seen =
        new dev.belay.strategies.portfolio.Observation(
            request.round().asOf(), account, views(agent, quotes, request.round().asOf()));
    String hash = store.put("observation", ObservationJson.write(seen));
    failpoints.hit("observe.stored");
    List<VoicePrompt> rendered = new ArrayList<>();
    PromptSet now = prompts.now();
    for (String voice : request.voices()) {
      String prompt = now.render(agent, seen, voice).text();
      rendered.add(new VoicePrompt(voice, store.put("prompt", prompt)));
    }
    failpoints.hit("observe.end");
    return new Observation(hash, rendered);
  }

  private List<MarketView> views(AgentSpec agent, List<Quote> quotes, Instant asOf) {
    List<Interval> timeframes = timeframes(agent);
    List<Quote> wanted =
        quotes.stream()
            .filter(quote -> agent.symbols().contains(quote.symbol()))
            .sorted(Comparator.comparing(Quote::symbol))
            .toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<MarketView>> views =
          wanted.stream()
              .map(quote -> threads.submit(() -> view(quote, timeframes, asOf)))
              .toList();
      List<MarketView> all = new ArrayList<>();
      for (Future<MarketView> view : views) {
        all.add(view.get());
      }
      return all;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException("Expected market data, asking for it failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking for market data", e);
    }
  }

  private MarketView view(Quote quote, List<Interval> timeframes, Instant asOf) {
    List<TimeframeView> views = new ArrayList<>();
    List<Price> closes = List.of();
    for (Interval interval : timeframes) {
      Optional<CandleCache.Closed> closed = candles.at(quote.symbol(), interval, asOf);
      if (closed.isPresent()) {
        closes = closes.isEmpty() ? closes(closed.get().candles()) : closes;
        views.add(closed.get().view());
      }
    }
    Extras known = extras(quote.symbol(), asOf);
    return new MarketView(
        quote.symbol(),
        quote.last(),
        quote.mark(),
        quote.at(),
        known.funding().orElse(null),
        known.openInterest().orElse(null),
        views,
        closes);
  }

  /** A timeframe that fits the agent's pace, and three slower ones. */
  private List<Interval> timeframes(AgentSpec agent) {
    Interval pace =
        agent.interval().compareTo(Duration.ofMinutes(3)) < 0
            ? Interval.M1
            : agent.interval().compareTo(Duration.ofMinutes(5)) < 0 ? Interval.M3 : Interval.M5;
    List<Interval> all = new ArrayList<>();
    all.add(pace.compareTo(base) < 0 ? base : pace);
    for (Interval interval : SLOW) {
      if (interval.compareTo(all.getLast()) > 0) {
        all.add(interval);
      }
    }
    return all;
  }

  private static List<Price> closes(List<Candle> candles) {
    return candles.subList(Math.max(0, candles.size() - CLOSES), candles.size()).stream()
        .map(Candle::close)
        .toList();
  }

  /** Funding and open interest move slowly; once in five market minutes is enough. */
  private Extras extras(Symbol symbol, Instant asOf) {
    Instant since = Interval.M5.floor(asOf);
    Extras known = extras.get(symbol);
    if (known != null && known.since().equals(since)) {
      return known;
    }
    Extras fresh = new Extras(since, market.fundingRate(symbol), market.openInterest(symbol));
    extras.put(symbol, fresh);
    return fresh;
  }
}
