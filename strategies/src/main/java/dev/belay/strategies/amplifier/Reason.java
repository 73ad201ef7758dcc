package dev.belay.strategies.amplifier;

/** Why something was not entered, or was closed. */
public enum Reason {
  UNIVERSE_SIGNAL("is the signal, never traded"),
  UNIVERSE_OTHER_QUOTE("is not quoted in what the desk trades in"),
  UNIVERSE_STABLECOIN("is a stablecoin"),
  UNIVERSE_FIAT("is a currency"),
  UNIVERSE_WRAPPED("stands for another asset"),
  UNIVERSE_LEVERAGED("is a leveraged token"),
  CANDLES_MISSING("has too few of the last hours"),
  CANDLES_STALE("has an old last price, in minutes"),
  SIGNAL_MISSING("BTC has too few candles or an old price"),
  VOLUME_LOW("trades too little in 24 h, in USDT"),
  BETA_LOW("has too small a beta to amplify"),
  CORRELATION_LOW("moves too little with BTC"),
  MOMENTUM_UNKNOWN("the momentum of BTC is not known"),
  MOMENTUM_LOW("the momentum of BTC is below the profile's minimum"),
  REGIME_BEAR("the regime is bear"),
  MANDATE_NO_ENTRIES("the mandate, a halt, a pause or a limit forbids entries"),
  MANDATE_EXIT("the mandate in force closes everything"),
  COOL_OFF("the desk is cooling off"),
  MOMENTUM_EXIT("the momentum of BTC is below the exit threshold"),
  BTC_DROP("BTC has dropped, in percent"),
  DAILY_LOSS("the day's loss has reached its limit, in percent"),
  DRAWDOWN("the drawdown has reached its limit, in percent"),
  BETA_OUTSIDE("has a beta outside the profile's range"),
  HELD("is held already"),
  CLOSED_LATELY("was closed too short a time ago, in hours"),
  POSITIONS_FULL("the profile's number of positions is reached"),
  SIZE_SMALL("would be too small a position, in USDT"),
  NOTIONAL_FULL("too little of the profile's total notional is left, in USDT"),
  CASH_RESERVE("too little cash is left above the reserve, in USDT"),
  HOLD_OVER("was held as long as the profile allows, in hours");

  private final String text;

  Reason(String text) {
    this.text = text;
  }

  /** In a few words, with the unit of what was found. */
  public String text() {
    return text;
  }
}
