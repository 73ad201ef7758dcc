-- The amplifier: a desk is a portfolio of one agent that trades by cycles and votes. Columns as_of, window_start,
-- valid_from, valid_until, began_at and until hold market time; recorded_at, asked_at, deadline_at, received_at,
-- counted_at, ended_at and terminal_at wall time.

ALTER TABLE belay.portfolios
  ADD COLUMN system text NOT NULL DEFAULT 'portfolio' CHECK (system IN ('portfolio', 'amplifier'));

CREATE TABLE belay.desks (
  name      text PRIMARY KEY REFERENCES belay.portfolios,
  spec      jsonb NOT NULL,
  profile   text NOT NULL,
  -- Null while it is not paused.
  paused_by text
);

-- A cycle that was begun. Skipped are the points of the grid before it at which nothing was done.
CREATE TABLE belay.desk_cycles (
  desk        text NOT NULL REFERENCES belay.desks,
  as_of       timestamptz NOT NULL,
  skipped     int NOT NULL CHECK (skipped >= 0),
  -- What was in force when it was decided; null while it is not.
  stance      text,
  vote_id     text,
  size_factor numeric,
  scan_hash   text,
  momentum    numeric CHECK (momentum BETWEEN 0 AND 100),
  regime      text,
  override    text,
  revote      text,
  alarm       text,
  failure     text,
  funnel      jsonb,
  exits       jsonb,
  decided_at  timestamptz,
  outcome     text,
  opened      int,
  refused     int,
  closed      int,
  recorded_at timestamptz NOT NULL,
  terminal_at timestamptz,
  PRIMARY KEY (desk, as_of)
);

-- What a position of a desk was entered on; a change of the profile does not change it.
CREATE TABLE belay.desk_terms (
  decision_id    text PRIMARY KEY REFERENCES belay.decision_elements (id),
  profile        text NOT NULL,
  trail_pct      numeric NOT NULL CHECK (trail_pct >= 0),
  max_hold_hours numeric NOT NULL CHECK (max_hold_hours >= 0),
  score          int NOT NULL
);

-- While one is open everything is being closed and nothing opened.
CREATE TABLE belay.desk_exits (
  seq         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  desk        text NOT NULL REFERENCES belay.desks,
  kind        text NOT NULL CHECK (kind IN ('COMMAND', 'OVERRIDE', 'DESK_LIMIT')),
  reason      text NOT NULL,
  as_of       timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  ended_at    timestamptz
);
CREATE UNIQUE INDEX desk_exits_one_open ON belay.desk_exits (desk) WHERE ended_at IS NULL;

-- No entries until then; at its end what the breakers remember is measured anew.
CREATE TABLE belay.cool_offs (
  seq         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  desk        text NOT NULL REFERENCES belay.desks,
  code        text NOT NULL,
  reason      text NOT NULL,
  began_at    timestamptz NOT NULL,
  until       timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  ended_at    timestamptz
);
CREATE UNIQUE INDEX cool_offs_one_open ON belay.cool_offs (desk) WHERE ended_at IS NULL;

CREATE TABLE belay.votes (
  -- desk/window/n
  id             text PRIMARY KEY,
  seq            bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  desk           text NOT NULL REFERENCES belay.desks,
  window_start   timestamptz NOT NULL,
  -- 0 is the window's own.
  n              int NOT NULL CHECK (n >= 0),
  cause          text NOT NULL,
  reason         text NOT NULL,
  as_of          timestamptz NOT NULL,
  momentum       numeric,
  -- What voters were shown: by hash, with a prompt each.
  evidence       jsonb,
  asked_at       timestamptz,
  deadline_at    timestamptz,
  -- TRADE, HOLD, EXIT or NO_DECISION
  outcome        text,
  aggressiveness text,
  confidence     numeric,
  size_factor    numeric,
  split          boolean,
  majority       jsonb,
  detail         text,
  recorded_at    timestamptz NOT NULL,
  counted_at     timestamptz,
  UNIQUE (desk, window_start, n)
);
CREATE INDEX votes_desk ON belay.votes (desk, as_of DESC);
CREATE INDEX votes_open ON belay.votes (desk) WHERE counted_at IS NULL;

-- Every answer, also those that don't count.
CREATE TABLE belay.ballots (
  vote_id        text NOT NULL REFERENCES belay.votes,
  n              int NOT NULL,
  voter          text NOT NULL,
  counted        boolean NOT NULL,
  vote           text,
  aggressiveness text,
  confidence     numeric,
  reasoning      text,
  warnings       jsonb,
  refusal        text,
  detail         text,
  model          text,
  stand_in       boolean,
  reply_hash     text,
  received_at    timestamptz NOT NULL,
  PRIMARY KEY (vote_id, n),
  CHECK (counted = (refusal IS NULL))
);
CREATE UNIQUE INDEX ballots_one_counted ON belay.ballots (vote_id, voter) WHERE counted;
CREATE UNIQUE INDEX ballots_one_answer ON belay.ballots (vote_id, voter, reply_hash) WHERE reply_hash IS NOT NULL;

CREATE TABLE belay.mandates (
  vote_id        text PRIMARY KEY REFERENCES belay.votes,
  desk           text NOT NULL REFERENCES belay.desks,
  stance         text NOT NULL,
  aggressiveness text NOT NULL,
  confidence     numeric NOT NULL,
  size_factor    numeric NOT NULL,
  valid_from     timestamptz NOT NULL,
  valid_until    timestamptz NOT NULL,
  recorded_at    timestamptz NOT NULL
);
CREATE INDEX mandates_desk ON belay.mandates (desk, valid_from DESC);
