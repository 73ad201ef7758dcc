-- What operators command. Columns called at, recorded and ended hold wall time.

-- Commands by their Idempotency-Key; without an answer one was begun and nobody knows how far it came.
CREATE TABLE belay.command_keys (
  key         text PRIMARY KEY,
  -- Hash of the command with its body: what the same key must come with again.
  request     text NOT NULL,
  answer      text,
  recorded_at timestamptz NOT NULL
);

-- What an operator wants of a position, kept before it takes effect. CLOSE without a quantity closes all of it,
-- TARGET without a price takes the target away.
CREATE TABLE belay.instructions (
  position_id  text NOT NULL REFERENCES belay.positions,
  n            int NOT NULL,
  -- Names the command: the same request is stored once.
  request      text NOT NULL UNIQUE,
  kind         text NOT NULL CHECK (kind IN ('CLOSE', 'STOP', 'TARGET')),
  quantity     numeric CHECK (quantity > 0),
  price        numeric CHECK (price > 0),
  -- The first number its own order of the leg can have.
  first_order  int NOT NULL,
  commanded_by text NOT NULL,
  reason       text,
  status       text NOT NULL CHECK (status IN ('UNDER_WAY', 'DONE', 'REFUSED', 'OVERTAKEN')),
  outcome      text,
  recorded_at  timestamptz NOT NULL,
  ended_at     timestamptz,
  PRIMARY KEY (position_id, n),
  CHECK ((status = 'UNDER_WAY') = (ended_at IS NULL))
);
CREATE UNIQUE INDEX instructions_one_of_a_kind ON belay.instructions (position_id, kind) WHERE ended_at IS NULL;

-- A flatten that has not come to its end keeps the halt latched and is taken up again at every start.
CREATE TABLE belay.flattens (
  portfolio    text NOT NULL REFERENCES belay.portfolios,
  request      text NOT NULL,
  commanded_by text NOT NULL,
  recorded_at  timestamptz NOT NULL,
  -- When the venue itself had reported every account flat.
  flat_at      timestamptz,
  PRIMARY KEY (portfolio, request)
);
CREATE INDEX flattens_unfinished ON belay.flattens (portfolio) WHERE flat_at IS NULL;
