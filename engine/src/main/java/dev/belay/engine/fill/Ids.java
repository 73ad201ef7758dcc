package dev.belay.engine.fill;

/** Numbers for orders and trades: ascending, never given twice. */
public interface Ids {
  long nextOrder();

  long nextTrade();

  /** Counts orders and trades from 1; for backtests. */
  static Ids counting() {
    return new Ids() {
      private long order;
      private long trade;

      @Override
      public long nextOrder() {
        return ++order;
      }

      @Override
      public long nextTrade() {
        return ++trade;
      }
    };
  }
}
