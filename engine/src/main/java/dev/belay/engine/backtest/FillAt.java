package dev.belay.engine.backtest;

/** At which price what a strategy wants is done. */
public enum FillAt {
  /** At the open of the candle after the one it was decided on. */
  NEXT_OPEN("next-open"),
  /** At the close of the candle it was decided on: as if the close were known a moment early. */
  CLOSE("close");

  private final String code;

  FillAt(String code) {
    this.code = code;
  }

  /** As on the command line. */
  @Override
  public String toString() {
    return code;
  }
}
