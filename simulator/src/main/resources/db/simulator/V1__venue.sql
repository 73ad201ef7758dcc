-- The paper venue's own record. It never shares a transaction with the ledger.
CREATE TABLE venue (
  only_one   boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  market     text    NOT NULL,   -- what the market is: seed and scenario, or the replayed data
  from_ms    bigint  NOT NULL,   -- market time at which trading began
  market_ms  bigint  NOT NULL,   -- high-water mark of market time
  last_step  bigint  NOT NULL    -- the last boundary between candles that was taken
);
CREATE TABLE accounts (
  account    text   PRIMARY KEY,
  api_key    text   NOT NULL UNIQUE,
  secret_key text   NOT NULL,
  wallet     bigint NOT NULL     -- fixed point, 1e-8 USDT
);
CREATE TABLE leverages (
  account  text NOT NULL REFERENCES accounts,
  symbol   text NOT NULL,
  leverage int  NOT NULL,
  PRIMARY KEY (account, symbol)
);
CREATE TABLE orders (
  order_id       bigint  PRIMARY KEY,
  account        text    NOT NULL REFERENCES accounts,
  client_id      text    NOT NULL,
  symbol         text    NOT NULL,
  side           text    NOT NULL,
  type           text    NOT NULL,
  time_in_force  text    NOT NULL,
  quantity       bigint  NOT NULL,
  limit_price    bigint  NOT NULL,
  trigger_price  bigint  NOT NULL,
  reduce_only    boolean NOT NULL,
  close_position boolean NOT NULL,
  conditional    boolean NOT NULL,
  active_from    bigint  NOT NULL,
  reserved       bigint  NOT NULL,
  parent         bigint  NOT NULL,
  created_ms     bigint  NOT NULL,   -- market time
  created_wall   timestamptz NOT NULL DEFAULT clock_timestamp(),
  state          text    NOT NULL,
  executed       bigint  NOT NULL DEFAULT 0,
  average_price  bigint  NOT NULL DEFAULT 0,
  child          bigint  NOT NULL DEFAULT 0,
  updated_ms     bigint  NOT NULL,
  reason         text    NOT NULL DEFAULT ''
);
CREATE INDEX orders_by_client_id ON orders (account, client_id, order_id);
CREATE INDEX orders_open ON orders (account) WHERE state = 'NEW';
CREATE TABLE trades (
  trade_id     bigint  PRIMARY KEY,
  account      text    NOT NULL REFERENCES accounts,
  order_id     bigint  NOT NULL REFERENCES orders,
  symbol       text    NOT NULL,
  side         text    NOT NULL,
  price        bigint  NOT NULL,
  quantity     bigint  NOT NULL,
  fee          bigint  NOT NULL,
  realized_pnl bigint  NOT NULL,
  maker        boolean NOT NULL,
  at_ms        bigint  NOT NULL
);
CREATE INDEX trades_by_account ON trades (account, symbol, trade_id);
CREATE INDEX trades_by_order ON trades (order_id);
CREATE TABLE positions (
  account    text   NOT NULL REFERENCES accounts,
  symbol     text   NOT NULL,
  quantity   bigint NOT NULL,
  cost       bigint NOT NULL,
  margin     bigint NOT NULL,
  opened_ms  bigint NOT NULL,
  updated_ms bigint NOT NULL,
  PRIMARY KEY (account, symbol)
);
CREATE TABLE income (
  tran_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account text   NOT NULL REFERENCES accounts,
  symbol  text   NOT NULL,
  type    text   NOT NULL,
  amount  bigint NOT NULL,
  at_ms   bigint NOT NULL
);
CREATE INDEX income_by_account ON income (account, type, at_ms);
