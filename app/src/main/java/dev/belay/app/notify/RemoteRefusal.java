package dev.belay.app.notify;

/** Why a message to the bot is not followed. */
public enum RemoteRefusal {
  CHAT_NOT_ALLOWED("This chat may neither ask nor command."),
  COMMANDS_OFF("Only questions are answered here."),
  COMMAND_UNKNOWN("There is no such command; /help lists them."),
  COMMAND_FORWARDED("A command is written here, not forwarded from elsewhere."),
  COMMAND_STALE("The command is too old to act on; send it again if it is still wanted."),
  AGENT_UNKNOWN("The fund has no such agent."),
  POSITION_UNKNOWN("There is no such open position; /positions lists them."),
  POSITION_AMBIGUOUS("Several positions are meant; name the agent, too."),
  CODE_UNKNOWN("Nobody was given this code."),
  CODE_FOREIGN("The code was given to somebody else, or for another command."),
  CODE_USED("The code was used before; a command needs a new one each time."),
  CODE_EXPIRED("The code is too old; send the command again."),
  CODE_BLOCKED("Too many wrong codes; wait a minute.");

  private final String meaning;

  RemoteRefusal(String meaning) {
    this.meaning = meaning;
  }

  public String meaning() {
    return meaning;
  }
}
