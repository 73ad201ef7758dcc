-- The paper venue's own books. Money, prices and quantities are exact decimals with 8 digits;
-- *_ms is market time, *_wall_ms wall time, both in epoch milliseconds.

create table clock (
  id             int primary key default 1 check (id = 1),
  market         text not null,
  speed          int not null,
  -- Where market time goes on after a start: never behind a time that was shown.
  high_water_ms  bigint not null,
  -- Every boundary between two candles up to here has been dealt with.
  stepped_to_ms  bigint not null
);

create table accounts (
  account          text primary key,
  api_key          text not null unique,
  secret_key       text not null,
  wallet           numeric(28, 8) not null,
  created_wall_ms  bigint not null
);

create table leverages (
  account   text not null references accounts,
  symbol    text not null,
  leverage  int not null,
  primary key (account, symbol)
);

create table orders (
  order_id         bigint primary key,
  account          text not null references accounts,
  client_order_id  text not null,
  conditional      boolean not null,
  symbol           text not null,
  side             text not null,
  type             text not null,
  time_in_force    text not null,
  quantity         numeric(28, 8) not null,
  limit_price      numeric(28, 8) not null,
  trigger_price    numeric(28, 8) not null,
  reduce_only      boolean not null,
  close_position   boolean not null,
  working_type     text not null,
  reserved         numeric(28, 8) not null,
  -- The candle in which it was sent; no earlier one counts for it.
  active_from_ms   bigint not null,
  parent_id        bigint not null,
  child_id         bigint not null default 0,
  state            text not null default 'NEW',
  executed         numeric(28, 8) not null default 0,
  average_price    numeric(28, 8) not null default 0,
  reason           text not null default '',
  created_ms       bigint not null,
  updated_ms       bigint not null,
  created_wall_ms  bigint not null
);
create index orders_by_client_id on orders (account, client_order_id);
create index orders_open on orders (account) where state = 'NEW';

create table trades (
  trade_id      bigint primary key,
  account       text not null references accounts,
  order_id      bigint not null references orders,
  symbol        text not null,
  side          text not null,
  price         numeric(28, 8) not null,
  quantity      numeric(28, 8) not null,
  fee           numeric(28, 8) not null,
  realized_pnl  numeric(28, 8) not null,
  maker         boolean not null,
  at_ms         bigint not null
);
create index trades_by_account on trades (account, trade_id);
create index trades_by_order on trades (order_id);

create table income (
  tran_id   bigint generated always as identity primary key,
  account   text not null references accounts,
  symbol    text not null,
  type      text not null,
  amount    numeric(28, 8) not null,
  trade_id  bigint,
  at_ms     bigint not null
);
create index income_by_account on income (account, tran_id);

create table positions (
  account    text not null references accounts,
  symbol     text not null,
  quantity   numeric(28, 8) not null,
  cost       numeric(28, 8) not null,
  margin     numeric(28, 8) not null,
  opened_ms  bigint not null,
  updated_ms bigint not null,
  primary key (account, symbol)
);
