-- How far each channel has been told what is journaled, and what was commanded from afar.

CREATE TABLE belay.notification_channels (
  portfolio text NOT NULL REFERENCES belay.portfolios,
  channel   text NOT NULL,
  began_at  timestamptz NOT NULL,
  -- The last market day whose summary was told; null before the fund's first mark.
  day       date,
  PRIMARY KEY (portfolio, channel)
);

CREATE TABLE belay.notification_cursors (
  portfolio text NOT NULL,
  channel   text NOT NULL,
  account   text NOT NULL REFERENCES belay.accounts,
  -- The last event of the account's journal that the channel has, or need not have.
  seq       bigint NOT NULL,
  PRIMARY KEY (portfolio, channel, account),
  FOREIGN KEY (portfolio, channel) REFERENCES belay.notification_channels
);

-- The next message to ask a messenger's bot for.
CREATE TABLE belay.remote_bots (
  bot         bigint PRIMARY KEY,
  next_update bigint NOT NULL
);

-- Commands of a messenger that change something, each by the message that brought it.
CREATE TABLE belay.remote_commands (
  bot          bigint NOT NULL,
  message      bigint NOT NULL,
  chat         bigint NOT NULL,
  sender       bigint NOT NULL,
  command      text NOT NULL,
  asked_at     timestamptz NOT NULL,
  -- Of one that must be confirmed: the hash of the code, and until when it may be typed back.
  code_hash    text,
  expires_at   timestamptz,
  confirmed_by bigint,
  confirmed_at timestamptz,
  PRIMARY KEY (bot, message),
  CHECK ((code_hash IS NULL) = (expires_at IS NULL)),
  CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL))
);
CREATE UNIQUE INDEX remote_commands_confirmed ON belay.remote_commands (bot, confirmed_by);
CREATE INDEX remote_commands_code ON belay.remote_commands (bot, code_hash) WHERE code_hash IS NOT NULL;
