package dev.belay.strategies.amplifier;

import dev.belay.domain.money.Usdt;
import dev.belay.strategies.amplifier.CycleDecision.Entry;
import dev.belay.strategies.amplifier.CycleDecision.Exit;
import dev.belay.strategies.amplifier.Funnel.Fallen;
import dev.belay.strategies.amplifier.Funnel.Stage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides a cycle: what is closed, what is entered, how large, and why the rest is not. Nothing is
 * remembered from cycle to cycle, and sizes are always those of the profile as configured, times
 * the factors of the mandate and of the regime in force now.
 */
public final class AmplifierRule {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final int CENTS = 2;

  private final AmplifierSettings settings;
  private final Profile profile;

  /**
   * @throws IllegalArgumentException if the settings may not be used
   */
  public AmplifierRule(AmplifierSettings settings) {
    this.settings = settings.checked();
    this.profile = settings.chosen();
  }

  public CycleDecision decide(CycleInput input) {
    Why closing = closing(input);
    List<Exit> exits = exits(input, closing);
    List<Why> blocks = blocks(input, closing);
    return new Walk(input, exits, blocks).decision();
  }

  /**
   * Why BTC alone closes everything now, whatever the vote says; null where it does not. It needs
   * neither scan nor mandate, so it can be asked between cycles, with each price.
   */
  public @Nullable Why override(BtcMomentum momentum) {
    EntrySettings entry = settings.entry();
    if (momentum.value() < entry.exitMomentum()) {
      return new Why(Reason.MOMENTUM_EXIT, momentum.value(), entry.exitMomentum());
    }
    return dropped(momentum.dropPct());
  }

  /** The same of the drop alone. */
  public @Nullable Why dropped(double dropPct) {
    double most = settings.entry().btcDropPct();
    return dropPct >= most ? new Why(Reason.BTC_DROP, dropPct, most) : null;
  }

  /** Why everything is closed; null where it is not. */
  private @Nullable Why closing(CycleInput input) {
    if (input.risk().isCooling(Instant.ofEpochMilli(input.asOf()))) {
      Why cause = input.risk().cause();
      return cause == null ? Why.of(Reason.COOL_OFF) : cause;
    }
    BtcMomentum momentum = input.momentum();
    Why override = momentum == null ? null : override(momentum);
    if (override != null) {
      return override;
    }
    return input.permit().closeAll() ? Why.of(Reason.MANDATE_EXIT) : null;
  }

  private List<Exit> exits(CycleInput input, @Nullable Why closing) {
    List<Exit> exits = new ArrayList<>();
    long most = profile.maximumHold().toMillis();
    for (DeskBook.Holding each : input.book().holdings()) {
      long held = input.asOf() - each.enteredAt();
      if (closing != null) {
        exits.add(new Exit(each.symbol(), closing));
      } else if (held >= most) {
        exits.add(new Exit(each.symbol(), new Why(Reason.HOLD_OVER, hours(held), hours(most))));
      }
    }
    return exits;
  }

  /** Why nothing is entered, all of it. */
  private List<Why> blocks(CycleInput input, @Nullable Why closing) {
    List<Why> blocks = new ArrayList<>();
    if (closing != null) {
      blocks.add(closing);
    }
    if (!input.permit().entries() && !input.permit().closeAll()) {
      blocks.add(Why.of(Reason.MANDATE_NO_ENTRIES));
    }
    if (!input.regime().allowsEntries()) {
      blocks.add(Why.of(Reason.REGIME_BEAR));
    }
    BtcMomentum momentum = input.momentum();
    if (momentum == null) {
      blocks.add(Why.of(Reason.MOMENTUM_UNKNOWN));
    } else if (momentum.value() < profile.minimumMomentum()) {
      blocks.add(new Why(Reason.MOMENTUM_LOW, momentum.value(), profile.minimumMomentum()));
    }
    return blocks;
  }

  private static double hours(long millis) {
    return (double) millis / Duration.ofHours(1).toMillis();
  }

  /** One way down the ranking. */
  private final class Walk {
    private final CycleInput input;
    private final List<Exit> exits;
    private final List<Why> blocks;
    private final List<Fallen> out;
    private final List<Entry> entries = new ArrayList<>();
    private final Usdt wanted;
    private final ExitPlan plan;
    private Usdt room;
    private Usdt spendable;
    private int positions;

    Walk(CycleInput input, List<Exit> exits, List<Why> blocks) {
      this.input = input;
      this.exits = exits;
      this.blocks = blocks;
      this.out = new ArrayList<>(input.screened().out());
      DeskBook book = input.book();
      this.wanted =
          percent(book.equity(), profile.sizePct())
              .times(input.permit().sizeFactor())
              .times(input.regime().sizeFactor(settings.regime()));
      this.plan = ExitPlan.of(profile, input.regime(), settings.regime());
      this.room = percent(book.equity(), profile.notionalPct()).minus(book.notional());
      this.spendable =
          book.cash().minus(percent(book.equity(), settings.limits().cashReservePct()));
      this.positions = book.holdings().size();
    }

    CycleDecision decision() {
      int allowed = 0;
      Screened screened = input.screened();
      for (Screened.Ranked each : screened.amplifying()) {
        Why barred = barred(each.coin());
        if (barred != null) {
          fell(each.coin(), barred, Stage.ALLOWED);
          continue;
        }
        allowed++;
        Why noRoom = enter(each.coin(), each.rank());
        if (noRoom != null) {
          fell(each.coin(), noRoom, Stage.ENTERED);
        }
      }
      Funnel funnel =
          new Funnel(
              screened.universe(),
              screened.liquid(),
              screened.amplifying().size(),
              allowed,
              entries.size(),
              out);
      return new CycleDecision(input.asOf(), blocks, entries, exits, funnel);
    }

    private void fell(CoinScore coin, Why why, Stage stage) {
      out.add(new Fallen(new LeftOut(coin.symbol(), why), stage));
    }

    private @Nullable Why barred(CoinScore coin) {
      if (!blocks.isEmpty()) {
        return blocks.getFirst();
      }
      if (input.book().of(coin.symbol()).isPresent()) {
        return Why.of(Reason.HELD);
      }
      if (coin.beta() < profile.betaLow()) {
        return new Why(Reason.BETA_OUTSIDE, coin.beta(), profile.betaLow());
      }
      if (coin.beta() > profile.betaHigh()) {
        return new Why(Reason.BETA_OUTSIDE, coin.beta(), profile.betaHigh());
      }
      Long closed = input.book().closed().get(coin.symbol());
      long rest = settings.entry().reentryAfter().toMillis();
      return closed != null && input.asOf() - closed < rest
          ? new Why(Reason.CLOSED_LATELY, hours(input.asOf() - closed), hours(rest))
          : null;
    }

    /** Enters it, or says why there is no room. */
    private @Nullable Why enter(CoinScore coin, int rank) {
      if (positions >= profile.positions()) {
        return new Why(Reason.POSITIONS_FULL, positions, profile.positions());
      }
      Usdt least = settings.entry().minimumNotional();
      if (wanted.compareTo(least) < 0) {
        return new Why(
            Reason.SIZE_SMALL, wanted.value().doubleValue(), least.value().doubleValue());
      }
      Usdt notional = whole(least(wanted, least(room, spendable)));
      if (notional.compareTo(least) < 0) {
        boolean full = room.compareTo(spendable) <= 0;
        return new Why(
            full ? Reason.NOTIONAL_FULL : Reason.CASH_RESERVE,
            notional.value().doubleValue(),
            least.value().doubleValue());
      }
      entries.add(new Entry(coin, rank, notional, whole(wanted), plan));
      positions++;
      room = room.minus(notional);
      spendable = spendable.minus(notional);
      return null;
    }
  }

  private static Usdt percent(Usdt amount, BigDecimal pct) {
    return Usdt.of(amount.value().multiply(pct).divide(HUNDRED));
  }

  private static Usdt least(Usdt one, Usdt other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  /** To the cent, never more. */
  private static Usdt whole(Usdt amount) {
    return Usdt.of(amount.value().setScale(CENTS, RoundingMode.DOWN));
  }
}
