-- Where ledger, venue and running workflows were found to disagree.

CREATE TABLE belay.cases (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  portfolio text NOT NULL REFERENCES belay.portfolios,
  account   text NOT NULL REFERENCES belay.accounts,
  kind      text NOT NULL,
  symbol    text,
  subject   text NOT NULL,
  detail    text NOT NULL,
  -- The safe steps that were taken, in words; null where only a person can know.
  repairs   text,
  opened_at timestamptz NOT NULL,
  seen_at   timestamptz NOT NULL,
  closed_at timestamptz,
  -- REPAIRED after a step of ours, GONE without one.
  outcome   text CHECK (outcome IN ('REPAIRED', 'GONE')),
  CHECK ((closed_at IS NULL) = (outcome IS NULL))
);
CREATE UNIQUE INDEX cases_one_open ON belay.cases (account, kind, subject) WHERE closed_at IS NULL;
CREATE INDEX cases_open ON belay.cases (account, symbol) WHERE closed_at IS NULL;
CREATE INDEX cases_newest ON belay.cases (portfolio, id DESC);

-- The last reconciliation of each portfolio.
CREATE TABLE belay.reconciliations (
  portfolio   text PRIMARY KEY REFERENCES belay.portfolios,
  began_at    timestamptz NOT NULL,
  ended_at    timestamptz NOT NULL,
  accounts    int NOT NULL,
  orders      int NOT NULL,
  positions   int NOT NULL,
  differences int NOT NULL,
  -- Accounts that the venue did not answer for, with the reason; an object.
  unreachable text NOT NULL
);
