-- The book of record. Money is numeric without a scale, so nothing is ever rounded by storing it.
-- Columns named as_of, at, opened_at, closed_at hold market time; *_at with recorded, booked, sent,
-- terminal, confirmed, created or wall in the name hold wall time.

-- One row for ever: every client order id derives from it.
CREATE TABLE belay.installation (
  id            text PRIMARY KEY,
  created_at    timestamptz NOT NULL,
  belay_version text NOT NULL,
  only_one      boolean NOT NULL DEFAULT true UNIQUE CHECK (only_one)
);

-- Roster ---------------------------------------------------------------------------------------

CREATE TABLE belay.portfolios (
  name             text PRIMARY KEY,
  initial_balance  numeric NOT NULL CHECK (initial_balance > 0),
  daily_budget_usd numeric NOT NULL,
  fund_limits      jsonb NOT NULL,
  models           jsonb NOT NULL,
  created_at       timestamptz NOT NULL,
  -- What the fund's breakers must still know after a restart.
  peak_equity      numeric,
  day              date,
  day_start_equity numeric
);

CREATE TABLE belay.agents (
  portfolio          text NOT NULL REFERENCES belay.portfolios,
  id                 text NOT NULL,
  ordinal            int NOT NULL,
  account            text NOT NULL UNIQUE,
  spec               jsonb NOT NULL,
  enabled            boolean NOT NULL DEFAULT true,
  paused_by_operator boolean NOT NULL DEFAULT false,
  -- What the agent's breakers must still know after a restart.
  peak_equity        numeric,
  day                date,
  day_start_equity   numeric,
  loss_day           date,
  paused_until       timestamptz,
  drawdown_at        timestamptz,
  drawdown_locked    boolean NOT NULL DEFAULT false,
  model_failures     int NOT NULL DEFAULT 0,
  PRIMARY KEY (portfolio, id)
);

-- Latched: entries stay refused until a row's resumed_at is set.
CREATE TABLE belay.halts (
  seq        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  portfolio  text NOT NULL REFERENCES belay.portfolios,
  code       text NOT NULL,
  reason     text NOT NULL,
  halted_by  text NOT NULL,
  halted_at  timestamptz NOT NULL,
  resumed_by text,
  resumed_at timestamptz
);
CREATE UNIQUE INDEX halts_one_active ON belay.halts (portfolio) WHERE resumed_at IS NULL;

-- Accounts and double entry ----------------------------------------------------------------------

CREATE TABLE belay.accounts (
  id           text PRIMARY KEY,
  portfolio    text NOT NULL REFERENCES belay.portfolios,
  agent        text,
  kind         text NOT NULL CHECK (kind IN ('agent', 'unallocated', 'external')),
  asset        text NOT NULL DEFAULT 'USDT',
  journal_seq  bigint NOT NULL DEFAULT 0,
  journal_hash text NOT NULL DEFAULT ''
);
CREATE INDEX accounts_portfolio ON belay.accounts (portfolio);

CREATE TABLE belay.transactions (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source      text NOT NULL UNIQUE,
  position_id text,
  at          timestamptz NOT NULL,
  booked_at   timestamptz NOT NULL
);

CREATE TABLE belay.entries (
  txn     bigint NOT NULL REFERENCES belay.transactions,
  account text NOT NULL REFERENCES belay.accounts,
  asset   text NOT NULL DEFAULT 'USDT',
  kind    text NOT NULL CHECK (kind IN ('DEPOSIT', 'TRANSFER', 'REALIZED_PNL', 'FEE', 'FUNDING', 'LIQUIDATION')),
  amount  numeric NOT NULL CHECK (amount <> 0),
  PRIMARY KEY (txn, account, kind)
);
CREATE INDEX entries_account ON belay.entries (account, txn);

-- Running sums of the entries, kept by a trigger; the outside world's own are not needed.
CREATE TABLE belay.balances (
  account text NOT NULL REFERENCES belay.accounts,
  kind    text NOT NULL,
  amount  numeric NOT NULL,
  PRIMARY KEY (account, kind)
);

CREATE FUNCTION belay.add_to_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT kind FROM belay.accounts WHERE id = NEW.account) <> 'external' THEN
    INSERT INTO belay.balances AS b (account, kind, amount)
      VALUES (NEW.account, NEW.kind, NEW.amount)
      ON CONFLICT (account, kind) DO UPDATE SET amount = b.amount + excluded.amount;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER entries_balance AFTER INSERT ON belay.entries
  FOR EACH ROW EXECUTE FUNCTION belay.add_to_balance();

CREATE FUNCTION belay.require_zero_sum() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  off record;
BEGIN
  SELECT asset, sum(amount) AS total INTO off FROM belay.entries
    WHERE txn = NEW.txn GROUP BY asset HAVING sum(amount) <> 0 LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'Expected the entries of transaction % to sum to 0 %, was %', NEW.txn, off.asset, off.total
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER entries_zero_sum AFTER INSERT ON belay.entries
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION belay.require_zero_sum();

CREATE FUNCTION belay.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Expected only additions to %, was %', TG_TABLE_NAME, TG_OP USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER entries_append_only BEFORE UPDATE OR DELETE ON belay.entries
  FOR EACH ROW EXECUTE FUNCTION belay.refuse_change();
CREATE TRIGGER transactions_append_only BEFORE UPDATE OR DELETE ON belay.transactions
  FOR EACH ROW EXECUTE FUNCTION belay.refuse_change();

-- Journal: each account's events, each hash over the one before ----------------------------------

CREATE TABLE belay.journal (
  account     text NOT NULL REFERENCES belay.accounts,
  seq         bigint NOT NULL,
  kind        text NOT NULL,
  body        text NOT NULL,
  recorded_at timestamptz NOT NULL,
  prev_hash   text NOT NULL,
  hash        text NOT NULL,
  PRIMARY KEY (account, seq)
);
CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE ON belay.journal
  FOR EACH ROW EXECUTE FUNCTION belay.refuse_change();

CREATE FUNCTION belay.journal_hash(
  p_prev text, p_account text, p_seq bigint, p_kind text, p_recorded_at timestamptz, p_body text)
RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(
    p_prev || E'\n' || p_account || E'\n' || p_seq || E'\n' || p_kind || E'\n'
      || (extract(epoch FROM p_recorded_at) * 1000000)::bigint || E'\n' || p_body, 'UTF8')), 'hex')
$$;

CREATE FUNCTION belay.append_journal(p_account text, p_kind text, p_body text, p_recorded_at timestamptz)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  v_seq  bigint;
  v_prev text;
  v_hash text;
BEGIN
  SELECT journal_seq + 1, journal_hash INTO STRICT v_seq, v_prev
    FROM belay.accounts WHERE id = p_account FOR UPDATE;
  v_hash := belay.journal_hash(v_prev, p_account, v_seq, p_kind, p_recorded_at, p_body);
  INSERT INTO belay.journal VALUES (p_account, v_seq, p_kind, p_body, p_recorded_at, v_prev, v_hash);
  UPDATE belay.accounts SET journal_seq = v_seq, journal_hash = v_hash WHERE id = p_account;
  RETURN v_seq;
END $$;

-- Rounds and decisions ---------------------------------------------------------------------------

CREATE TABLE belay.rounds (
  id          text PRIMARY KEY,
  seq         bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  portfolio   text NOT NULL,
  agent       text NOT NULL,
  as_of       timestamptz NOT NULL,
  interval_ms bigint NOT NULL CHECK (interval_ms > 0),
  outcome     text,
  recorded_at timestamptz NOT NULL,
  terminal_at timestamptz,
  FOREIGN KEY (portfolio, agent) REFERENCES belay.agents
);
CREATE INDEX rounds_agent ON belay.rounds (portfolio, agent, seq DESC);
CREATE INDEX rounds_unfinished ON belay.rounds (portfolio, seq) WHERE terminal_at IS NULL;

CREATE TABLE belay.contents (
  hash        text PRIMARY KEY,
  kind        text NOT NULL,
  body        text NOT NULL,
  recorded_at timestamptz NOT NULL
);

CREATE TABLE belay.decisions (
  round_id         text PRIMARY KEY REFERENCES belay.rounds,
  outcome          text NOT NULL,
  detail           text,
  reasoning        text NOT NULL,
  observation_hash text NOT NULL,
  replies          jsonb NOT NULL,
  recorded_at      timestamptz NOT NULL
);

CREATE TABLE belay.decision_elements (
  round_id       text NOT NULL REFERENCES belay.decisions,
  idx            int NOT NULL,
  id             text NOT NULL UNIQUE,
  raw            text NOT NULL,
  symbol         text,
  action         text,
  decision       jsonb,
  refusal_code   text,
  refusal_detail text,
  refused_at     timestamptz,
  position_id    text,
  PRIMARY KEY (round_id, idx)
);
CREATE INDEX decision_elements_refused ON belay.decision_elements (refused_at) WHERE refusal_code IS NOT NULL;

CREATE TABLE belay.model_calls (
  round_id       text NOT NULL,
  voice          text NOT NULL,
  portfolio      text NOT NULL,
  agent          text NOT NULL,
  as_of          timestamptz NOT NULL,
  model          text NOT NULL,
  stand_in       boolean NOT NULL,
  prompt_hash    text NOT NULL,
  prompt_version text NOT NULL,
  reply_hash     text NOT NULL,
  tokens_in      bigint NOT NULL,
  tokens_out     bigint NOT NULL,
  cost_usd       numeric NOT NULL,
  latency_ms     bigint NOT NULL,
  recorded_at    timestamptz NOT NULL,
  PRIMARY KEY (round_id, voice)
);
CREATE INDEX model_calls_cost ON belay.model_calls (portfolio, as_of) INCLUDE (agent, cost_usd);

CREATE TABLE belay.model_failures (
  round_id    text NOT NULL,
  voice       text NOT NULL,
  model       text NOT NULL,
  failure     text NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (round_id, voice)
);

-- Positions, orders, fills -----------------------------------------------------------------------

-- What a position holds is kept as sums over its fills, so their order never matters.
CREATE TABLE belay.positions (
  id                text PRIMARY KEY,
  seq               bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  portfolio         text NOT NULL,
  agent             text NOT NULL,
  account           text NOT NULL REFERENCES belay.accounts,
  symbol            text NOT NULL,
  n                 int NOT NULL,
  direction         text NOT NULL CHECK (direction IN ('LONG', 'SHORT')),
  status            text NOT NULL,
  decision_id       text NOT NULL UNIQUE REFERENCES belay.decision_elements (id),
  as_of             timestamptz NOT NULL,
  admitted_at       timestamptz NOT NULL,
  initial_stop      numeric NOT NULL,
  stop              numeric NOT NULL,
  target            numeric,
  leverage          int NOT NULL,
  quantity_in       numeric NOT NULL DEFAULT 0,
  notional_in       numeric NOT NULL DEFAULT 0,
  quantity_out      numeric NOT NULL DEFAULT 0,
  notional_out      numeric NOT NULL DEFAULT 0,
  realized_pnl      numeric NOT NULL DEFAULT 0,
  fees              numeric NOT NULL DEFAULT 0,
  funding           numeric NOT NULL DEFAULT 0,
  exit_reason       text,
  opened_at         timestamptz,
  closed_at         timestamptz,
  first_booked_at   timestamptz,
  stop_confirmed_at timestamptz,
  recorded_at       timestamptz NOT NULL,
  terminal_at       timestamptz,
  UNIQUE (account, symbol, n)
);
CREATE UNIQUE INDEX positions_one_open ON belay.positions (account, symbol)
  WHERE status NOT IN ('CLOSED', 'NOT_OPENED');
CREATE INDEX positions_open ON belay.positions (portfolio) WHERE status NOT IN ('CLOSED', 'NOT_OPENED');
CREATE INDEX positions_admitted ON belay.positions (account, admitted_at);
CREATE INDEX positions_closed ON belay.positions (portfolio, agent, closed_at) WHERE status = 'CLOSED';

CREATE TABLE belay.orders (
  id                text PRIMARY KEY,
  seq               bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  portfolio         text NOT NULL,
  account           text NOT NULL REFERENCES belay.accounts,
  position_id       text NOT NULL REFERENCES belay.positions,
  cause             text NOT NULL,
  leg               text NOT NULL,
  number            int NOT NULL,
  symbol            text NOT NULL,
  side              text NOT NULL,
  type              text NOT NULL,
  quantity          numeric,
  limit_price       numeric,
  trigger_price     numeric,
  leverage          int NOT NULL,
  as_of             timestamptz NOT NULL,
  send_by           timestamptz NOT NULL,
  status            text NOT NULL,
  sent_at           timestamptz,
  venue_order_id    text,
  executed          numeric NOT NULL DEFAULT 0,
  executed_notional numeric NOT NULL DEFAULT 0,
  reason            text,
  -- Cash and notional set aside for what has not filled yet; 0 once terminal.
  reserved_cash     numeric NOT NULL DEFAULT 0,
  reserved_notional numeric NOT NULL DEFAULT 0,
  recorded_at       timestamptz NOT NULL,
  terminal_at       timestamptz,
  UNIQUE (position_id, leg, number)
);
CREATE INDEX orders_open ON belay.orders (account) WHERE terminal_at IS NULL;
CREATE INDEX orders_venue_order ON belay.orders (account, venue_order_id);
CREATE INDEX orders_portfolio ON belay.orders (portfolio, seq DESC);

CREATE TABLE belay.fills (
  seq            bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  account        text NOT NULL REFERENCES belay.accounts,
  symbol         text NOT NULL,
  trade_id       bigint NOT NULL,
  order_id       text REFERENCES belay.orders,
  position_id    text REFERENCES belay.positions,
  venue_order_id text NOT NULL,
  side           text NOT NULL,
  price          numeric NOT NULL,
  quantity       numeric NOT NULL,
  fee            numeric NOT NULL,
  realized_pnl   numeric NOT NULL,
  maker          boolean NOT NULL,
  at             timestamptz NOT NULL,
  booked_at      timestamptz NOT NULL,
  PRIMARY KEY (account, symbol, trade_id)
);
CREATE INDEX fills_position ON belay.fills (position_id);
CREATE INDEX fills_venue_order ON belay.fills (account, venue_order_id);

CREATE TABLE belay.incomes (
  seq         bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  account     text NOT NULL REFERENCES belay.accounts,
  source      text NOT NULL,
  kind        text NOT NULL,
  symbol      text NOT NULL,
  amount      numeric NOT NULL,
  position_id text REFERENCES belay.positions,
  at          timestamptz NOT NULL,
  booked_at   timestamptz NOT NULL,
  PRIMARY KEY (account, source)
);
CREATE INDEX incomes_time ON belay.incomes (account, at DESC);

-- Equity on the five-minute grid of market time; subject is an account or the portfolio's name.
CREATE TABLE belay.equity_marks (
  subject    text NOT NULL,
  as_of      timestamptz NOT NULL CHECK (extract(epoch FROM as_of)::bigint % 300 = 0),
  portfolio  text NOT NULL REFERENCES belay.portfolios,
  equity     numeric NOT NULL,
  unrealized numeric NOT NULL,
  transfers  numeric NOT NULL,
  booked_at  timestamptz NOT NULL,
  PRIMARY KEY (subject, as_of)
);

-- Every refusal: elements of decisions, and intents that the gate never let out.
CREATE VIEW belay.refusals AS
  SELECT r.portfolio, r.agent, e.id AS subject, e.symbol, e.refusal_code AS code,
         e.refusal_detail AS detail, r.as_of, e.refused_at
    FROM belay.decision_elements e JOIN belay.rounds r ON r.id = e.round_id
    WHERE e.refusal_code IS NOT NULL
  UNION ALL
  SELECT p.portfolio, p.agent, o.id, o.symbol, split_part(o.reason, ':', 1), o.reason, o.as_of, o.terminal_at
    FROM belay.orders o JOIN belay.positions p ON p.id = o.position_id
    WHERE o.status = 'REJECTED' AND o.sent_at IS NULL;
