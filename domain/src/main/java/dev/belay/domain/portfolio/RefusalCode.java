package dev.belay.domain.portfolio;

/**
 * Why an element of a decision, an intent or an instruction was refused. {@code
 * CATEGORY_CONDITION}.
 */
public enum RefusalCode {
  FORMAT_NOT_AN_OBJECT("An element is not a JSON object."),
  FORMAT_FIELD_MISSING("A field that the action requires is missing or null."),
  FORMAT_FIELD_TYPE("A field has the wrong type, a range or a thousands separator."),
  FORMAT_UNKNOWN_ACTION("The action is none of the six."),
  SYMBOL_UNKNOWN("The market does not have the symbol, or the agent may not trade it."),
  SYMBOL_REPEATED("An earlier element of the same answer already trades the symbol."),
  NUMBER_OUT_OF_RANGE("A number lies outside its allowed range."),
  STOP_WRONG_SIDE("The stop or the target lies on the wrong side of the price."),
  CONFIDENCE_TOO_LOW("Confidence is below the agent's minimum for an open."),
  REWARD_RISK_TOO_LOW("Reward to risk after fees is below the agent's minimum."),
  SIZE_BELOW_MINIMUM("The order would be smaller than the minimum."),
  NOTIONAL_EXCEEDS_AGENT_LIMIT("The notional is above the agent's limit for the symbol."),
  POSITIONS_EXCEED_AGENT_LIMIT("The agent already has as many positions as it may."),
  POSITION_ALREADY_OPEN("The agent already has a position in the symbol."),
  SYMBOL_TAKEN("Another agent holds the symbol on the exchange account that they share."),
  POSITION_NOT_OPEN("There is no open position of that direction."),
  OPENS_EXCEED_ROUND_LIMIT("More opens than one round allows."),
  OPENS_EXCEED_HOUR_LIMIT("More opens within an hour than the agent may."),
  DAILY_LOSS_REACHED("The agent has lost its daily limit; no opens until the next UTC day."),
  DRAWDOWN_REACHED("The agent's drawdown paused it."),
  MODEL_FAILING("The last model calls failed in a row; no opens until one succeeds."),
  MARGIN_INSUFFICIENT("Free cash does not cover margin and fees."),
  FUND_GROSS_EXCEEDED("The fund's gross notional would exceed its limit."),
  FUND_NET_EXCEEDED("The fund's net notional would exceed its limit."),
  FUND_SYMBOL_EXCEEDED("The fund's notional in the symbol would exceed its limit."),
  NOTIONAL_EXCEEDS_FIRST_DAYS(
      "The open notional would exceed the limit of a live home's first days."),
  FUND_DAILY_LOSS_REACHED("The fund has lost its daily limit."),
  FUND_DRAWDOWN_REACHED("The fund's drawdown is at its limit."),
  HALT_ACTIVE("Entries are halted until an operator resumes."),
  DISK_LOW("The disk is nearly full; no opens until there is room again."),
  CASE_OPEN("Ledger and venue disagree on the symbol; no opens in it until they agree."),
  MANDATE_FORBIDS("The vote in force lets the desk open nothing."),
  DESK_CLOSING("The desk closes everything, or has since the decision."),
  COOLING_OFF("The desk reached a limit and cools off; no opens until then."),
  CASH_RESERVE("Less of the equity than the desk's reserve would stay cash."),
  AGENT_PAUSED("The agent is paused."),
  AGENT_DISABLED("The agent is disabled."),
  DECISION_STALE("The decision came too late to act on."),
  PRICE_STALE("The symbol's last price is older than 15 s; no opens until one comes."),
  PRICE_UNKNOWN("There is no current price for the symbol."),
  INTENT_EXPIRED("The order was not sent in time and never will be."),
  PRICE_OFF_TICK("The price is not a multiple of the venue's tick."),
  QUANTITY_OFF_STEP("The quantity is not a multiple of the venue's step."),
  STOP_THROUGH_PRICE("The stop or the target would trigger at once."),
  STOP_BEYOND_TARGET("Stop and target would lie on the wrong sides of each other."),
  CLOSE_EXCEEDS_HELD("More is to be closed than is held."),
  REMAINDER_BELOW_MINIMUM("Less than the venue's minimum would be left."),
  ORDER_PROTECTS("The order protects the position: move it, or close the position."),
  ORDER_NOT_CANCELABLE("The order is over, has begun to fill, or closes a position.");

  private final String meaning;

  RefusalCode(String meaning) {
    this.meaning = meaning;
  }

  /** One sentence for people. */
  public String meaning() {
    return meaning;
  }
}
