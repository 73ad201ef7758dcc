-- How capital is shared out, how it is moved, and what reviews found.

ALTER TABLE belay.portfolios
  ADD COLUMN scheme         text NOT NULL DEFAULT 'EQUAL',
  ADD COLUMN scheme_weights jsonb NOT NULL DEFAULT '{}';

-- Every movement of capital is a plan that is recorded before anything moves.
CREATE TABLE belay.allocations (
  id          text PRIMARY KEY,
  seq         bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  portfolio   text NOT NULL REFERENCES belay.portfolios,
  kind        text NOT NULL CHECK (kind IN ('REBALANCE', 'RELEASE', 'GRANT')),
  agent       text,
  scheme      text,
  weights     jsonb NOT NULL,
  base        numeric NOT NULL,
  moves       jsonb NOT NULL,
  as_of       timestamptz NOT NULL,
  by          text NOT NULL,
  cause       text NOT NULL,
  status      text NOT NULL CHECK (status IN ('RUNNING', 'DONE', 'PARTIAL')),
  not_moved   jsonb NOT NULL DEFAULT '[]',
  recorded_at timestamptz NOT NULL,
  terminal_at timestamptz
);
CREATE UNIQUE INDEX allocations_one_rebalance ON belay.allocations (portfolio)
  WHERE kind = 'REBALANCE' AND terminal_at IS NULL;
CREATE INDEX allocations_portfolio ON belay.allocations (portfolio, seq DESC);

-- A movement between an agent's account and the unallocated cash; amount is the account's side.
-- What is taken is booked when it is recorded, what is given when the venue has it.
CREATE TABLE belay.transfers (
  id          text PRIMARY KEY,
  seq         bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  plan        text NOT NULL REFERENCES belay.allocations,
  portfolio   text NOT NULL REFERENCES belay.portfolios,
  account     text NOT NULL REFERENCES belay.accounts,
  amount      numeric NOT NULL CHECK (amount <> 0),
  status      text NOT NULL CHECK (status IN ('PENDING', 'DONE', 'REFUSED')),
  reason      text,
  as_of       timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  terminal_at timestamptz
);
CREATE INDEX transfers_plan ON belay.transfers (plan, account);
CREATE INDEX transfers_account ON belay.transfers (account, seq);
CREATE INDEX transfers_pending ON belay.transfers (portfolio) WHERE terminal_at IS NULL;

CREATE TABLE belay.reviews (
  id          text PRIMARY KEY,
  seq         bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  portfolio   text NOT NULL REFERENCES belay.portfolios,
  kind        text NOT NULL CHECK (kind IN ('WEEKLY', 'MANUAL')),
  week        timestamptz NOT NULL,
  as_of       timestamptz NOT NULL,
  report      jsonb NOT NULL,
  by          text NOT NULL,
  plan        text REFERENCES belay.allocations,
  refusal     text,
  recorded_at timestamptz NOT NULL,
  applied_at  timestamptz
);
-- One scheduled review a week, whoever raises it; reviews by hand apart.
CREATE UNIQUE INDEX reviews_one_a_week ON belay.reviews (portfolio, week) WHERE kind = 'WEEKLY';
CREATE INDEX reviews_portfolio ON belay.reviews (portfolio, seq DESC);
