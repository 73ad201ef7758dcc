package dev.belay.engine.fill;

import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.Side;
import dev.belay.engine.fill.OrderRequest.TimeInForce;
import dev.belay.engine.fill.Verdict.Reason;
import dev.belay.engine.fill.Verdict.Rejected;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** What must hold before an order is accepted: the venue's filters, then the account's state. */
final class OrderChecks {
  /** A tenth of a percent. */
  private static final long LEAST_CALLBACK = Fixed.ONE / 1_000;

  /** Ten percent. */
  private static final long MOST_CALLBACK = Fixed.ONE / 10;

  private final Terms.Costs costs;

  OrderChecks(Terms.Costs costs) {
    this.costs = costs;
  }

  /** Null if the order may be accepted. */
  @Nullable Rejected check(Account account, Terms terms, OrderRequest request, long price) {
    Rejected rejected = checkPrices(terms, request);
    if (rejected == null && !request.closePosition()) {
      rejected = checkQuantity(terms, request, price);
    }
    return rejected != null ? rejected : checkState(account, terms, request, price);
  }

  private static @Nullable Rejected checkPrices(Terms terms, OrderRequest request) {
    if (request.type() == OrderType.LIMIT) {
      return checkPrice("price", request.limitPrice(), terms);
    }
    if (request.trails()) {
      return checkTrail(request, terms);
    }
    return request.type().isConditional()
        ? checkPrice("trigger price", request.triggerPrice(), terms)
        : null;
  }

  private static @Nullable Rejected checkTrail(OrderRequest request, Terms terms) {
    long callback = request.callback();
    if (callback < LEAST_CALLBACK || callback > MOST_CALLBACK || callback % LEAST_CALLBACK != 0) {
      return rejected(
          Reason.CALLBACK_OUT_OF_RANGE,
          "Expected a callback of %s to %s in steps of %s, was %s",
          plain(LEAST_CALLBACK),
          plain(MOST_CALLBACK),
          plain(LEAST_CALLBACK),
          plain(callback));
    }
    return request.triggerPrice() == 0
        ? null
        : checkPrice("activation price", request.triggerPrice(), terms);
  }

  private static @Nullable Rejected checkPrice(String name, long price, Terms terms) {
    if (price <= 0) {
      return rejected(
          Reason.PRICE_NOT_POSITIVE, "Expected a positive %s, was %s", name, plain(price));
    }
    return price % terms.tick() == 0
        ? null
        : rejected(
            Reason.PRICE_OFF_TICK,
            "Expected a %s that is a multiple of the tick %s, was %s",
            name,
            plain(terms.tick()),
            plain(price));
  }

  private static @Nullable Rejected checkQuantity(Terms terms, OrderRequest request, long price) {
    long quantity = request.quantity();
    if (quantity <= 0) {
      return rejected(
          Reason.QUANTITY_NOT_POSITIVE, "Expected a positive quantity, was %s", plain(quantity));
    }
    if (quantity % terms.step() != 0) {
      return rejected(
          Reason.QUANTITY_OFF_STEP,
          "Expected a quantity that is a multiple of the step %s, was %s",
          plain(terms.step()),
          plain(quantity));
    }
    if (quantity < terms.minQuantity()) {
      return rejected(
          Reason.QUANTITY_BELOW_MINIMUM,
          "Expected a quantity of at least %s, was %s",
          plain(terms.minQuantity()),
          plain(quantity));
    }
    if (quantity > terms.maxQuantity()) {
      return rejected(
          Reason.QUANTITY_ABOVE_MAXIMUM,
          "Expected a quantity of at most %s, was %s",
          plain(terms.maxQuantity()),
          plain(quantity));
    }
    long notional = Amounts.notional(referencePrice(request, price), quantity);
    return request.reduceOnly() || notional >= terms.minNotional()
        ? null
        : rejected(
            Reason.NOTIONAL_TOO_SMALL,
            "Expected a notional of at least %s, was %s",
            plain(terms.minNotional()),
            plain(notional));
  }

  private @Nullable Rejected checkState(
      Account account, Terms terms, OrderRequest request, long price) {
    for (Order open : account.orders()) {
      if (open.request().clientId().equals(request.clientId())) {
        return rejected(
            Reason.DUPLICATE_CLIENT_ID, "An order with the id %s is open", request.clientId());
      }
      if (closesTheSame(open.request(), request)) {
        return rejected(
            Reason.CLOSING_ORDER_EXISTS,
            "A %s of %s that closes the position is open: %s",
            request.type(),
            request.symbol(),
            open.request().clientId());
      }
    }
    if (request.reduces() && !account.position(request.symbol()).isReducedBy(request.side())) {
      return rejected(
          Reason.NOTHING_TO_REDUCE,
          "No %s position that a %s would reduce",
          request.symbol(),
          request.side());
    }
    if (request.type().isConditional()) {
      return triggersAt(request, price)
          ? rejected(
              Reason.WOULD_TRIGGER,
              "The price %s is already beyond the trigger %s",
              plain(price),
              plain(request.triggerPrice()))
          : null;
    }
    Rejected beyond = checkBracket(account, terms, request, price);
    if (beyond != null) {
      return beyond;
    }
    if (request.timeInForce() == TimeInForce.GTX && isMarketable(request, price)) {
      return rejected(
          Reason.WOULD_TAKE,
          "A post-only order at %s would take at the price %s",
          plain(request.limitPrice()),
          plain(price));
    }
    long needed = reserve(account, request, price);
    return needed <= account.available()
        ? null
        : rejected(
            Reason.MARGIN_INSUFFICIENT,
            "Margin and fee need %s, available are %s",
            plain(needed),
            plain(account.available()));
  }

  /**
   * Of a trailing order it is the price that would arm it at once, though it is to be armed later.
   */
  private static boolean triggersAt(OrderRequest request, long price) {
    return request.trails()
        ? request.triggerPrice() != 0 && Trail.isArmed(request, price)
        : touches(request, price, price);
  }

  /** A leverage is good for positions up to a size, with all orders that are on their way to it. */
  private static @Nullable Rejected checkBracket(
      Account account, Terms terms, OrderRequest request, long price) {
    if (request.reduces()) {
      return null;
    }
    Position position = account.position(terms.symbol());
    long opening = position.isReducedBy(request.side()) ? -position.cost() : position.cost();
    opening += Amounts.notional(referencePrice(request, price), request.quantity());
    for (Order open : account.orders(terms.symbol())) {
      OrderRequest other = open.request();
      if (other.side() == request.side() && !other.reduces() && !open.conditional()) {
        opening += Amounts.notional(referencePrice(other, price), open.remaining());
      }
    }
    int leverage = account.leverage(terms.symbol());
    long most = terms.brackets().most(leverage);
    return opening <= most
        ? null
        : rejected(
            Reason.POSITION_ABOVE_BRACKET,
            "Expected a position of at most %s at a leverage of %s, was to be %s",
            plain(most),
            leverage,
            plain(opening));
  }

  /** The venue takes one stop and one target without a quantity in a direction, not two. */
  private static boolean closesTheSame(OrderRequest open, OrderRequest request) {
    return request.closePosition()
        && open.closePosition()
        && open.symbol().equals(request.symbol())
        && open.side() == request.side()
        && open.type() == request.type();
  }

  /** Margin and fee held back until the order ends; 0 for what only reduces or is conditional. */
  long reserve(Account account, OrderRequest request, long price) {
    if (request.reduces() || request.type().isConditional()) {
      return 0;
    }
    Position position = account.position(request.symbol());
    long reduced = position.isReducedBy(request.side()) ? position.size() : 0;
    long opening = Math.max(0, request.quantity() - reduced);
    long worst = referencePrice(request, price);
    if (request.type() == OrderType.MARKET) {
      worst += Fixed.product(price, costs.slippage(), RoundingMode.CEILING);
    }
    long notional = Amounts.notional(worst, opening);
    return Amounts.initialMargin(notional, account.leverage(request.symbol()))
        + Amounts.fee(notional, costs.takerRate());
  }

  private static long referencePrice(OrderRequest request, long price) {
    return switch (request.type()) {
      case LIMIT -> request.limitPrice();
      case MARKET -> price;
      case STOP_MARKET, TAKE_PROFIT_MARKET ->
          request.triggerPrice() == 0 ? price : request.triggerPrice();
    };
  }

  /** Whether a limit order would take at the price. */
  static boolean isMarketable(OrderRequest request, long price) {
    return request.side() == Side.BUY
        ? request.limitPrice() >= price
        : request.limitPrice() <= price;
  }

  /** Whether prices between low and high reach the trigger of a conditional order. */
  static boolean touches(OrderRequest request, long low, long high) {
    boolean rising = (request.type() == OrderType.STOP_MARKET) == (request.side() == Side.BUY);
    return rising ? high >= request.triggerPrice() : low <= request.triggerPrice();
  }

  private static String plain(long value) {
    return Fixed.decimal(value).stripTrailingZeros().toPlainString();
  }

  private static Rejected rejected(Reason reason, String format, Object... args) {
    return new Rejected(reason, String.format(format, args));
  }
}
