package dev.belay.engine.bias;

import dev.belay.domain.market.Candles;
import dev.belay.domain.position.Direction;
import dev.belay.domain.strategy.Desk;
import dev.belay.domain.strategy.Strategy;
import dev.belay.engine.backtest.Backtest;
import dev.belay.engine.backtest.Entrant;
import dev.belay.engine.backtest.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a strategy said on its desk at each candle; empty where it said nothing.
 *
 * @param candles on which it said it
 * @param said by index of the candle
 */
record Decisions(Candles candles, List<String> said) {

  /**
   * Runs a fresh strategy over the candles.
   *
   * @throws IndexOutOfBoundsException if it looks beyond the last one
   */
  static Decisions of(Supplier<Strategy> strategy, Candles candles, Rules rules) {
    List<String> said = new ArrayList<>(candles.size());
    Strategy heard = new Heard(strategy.get(), said);
    Backtest.alone(Entrant.of(candles, heard), rules, Backtest.FROM_THE_FIRST);
    return new Decisions(candles, said);
  }

  /** Writes down what is said, and passes it on. */
  private record Heard(Strategy strategy, List<String> said) implements Strategy {
    @Override
    public void onCandle(Candles candles, int index, Desk desk) {
      StringBuilder words = new StringBuilder();
      strategy.onCandle(candles, index, new Notes(desk, words));
      said.add(words.toString());
    }
  }

  private record Notes(Desk desk, StringBuilder words) implements Desk {
    private void note(String what) {
      words.append(words.isEmpty() ? "" : ", ").append(what);
    }

    @Override
    public @Nullable Direction direction() {
      return desk.direction();
    }

    @Override
    public long entryPrice() {
      return desk.entryPrice();
    }

    @Override
    public long entryTime() {
      return desk.entryTime();
    }

    @Override
    public void enter(Direction direction, double share) {
      // Saying again what is so already is no decision.
      if (direction != desk.direction()) {
        note("enter %s %s".formatted(direction, share));
      }
      desk.enter(direction, share);
    }

    @Override
    public void exit() {
      if (!desk.isFlat()) {
        note("exit");
      }
      desk.exit();
    }

    @Override
    public void stopAt(long price) {
      note("stop at " + price);
      desk.stopAt(price);
    }

    @Override
    public void targetAt(long price) {
      note("target at " + price);
      desk.targetAt(price);
    }

    @Override
    public void trail(double callback) {
      note("trail by " + callback);
      desk.trail(callback);
    }
  }
}
