-- What was asked of the venue and taken, in the order in which it counted: prices and these are all
-- that the books follow from, so they can be computed again.
create table commands (
  -- Ascending within an account; between accounts only the step before says what came first.
  seq         bigint generated always as identity primary key,
  -- Null where it concerns all accounts.
  account     text references accounts,
  kind        text not null,
  -- When it was taken.
  at_ms       bigint not null,
  -- The boundary between candles that had been dealt with before it, and the next one had not.
  stepped_ms  bigint not null,
  order_id    bigint,
  body        jsonb not null
);

-- Books that were begun before commands were kept are computed again from what they are now.
insert into commands (account, kind, at_ms, stepped_ms, body)
  select a.account, 'KEPT', c.stepped_to_ms, c.stepped_to_ms, jsonb_build_object(
      'wallet', a.wallet::text,
      'last_order', (select coalesce(max(order_id), 0) from orders),
      'last_trade', (select coalesce(max(trade_id), 0) from trades),
      'last_tran', (select coalesce(max(tran_id), 0) from income),
      'leverages', (select coalesce(jsonb_object_agg(l.symbol, l.leverage), '{}')
        from leverages l where l.account = a.account),
      'positions', (select coalesce(jsonb_agg(jsonb_build_object(
          'symbol', p.symbol, 'quantity', p.quantity::text, 'cost', p.cost::text,
          'margin', p.margin::text, 'opened_ms', p.opened_ms, 'updated_ms', p.updated_ms)), '[]')
        from positions p where p.account = a.account),
      'orders', (select coalesce(jsonb_agg(jsonb_build_object(
          'order_id', o.order_id, 'client_order_id', o.client_order_id, 'symbol', o.symbol,
          'side', o.side, 'type', o.type, 'time_in_force', o.time_in_force,
          'quantity', o.quantity::text, 'limit_price', o.limit_price::text,
          'trigger_price', o.trigger_price::text, 'reduce_only', o.reduce_only,
          'close_position', o.close_position, 'callback', o.callback::text,
          'active_from_ms', o.active_from_ms, 'created_ms', o.created_ms,
          'reserved', o.reserved::text, 'parent_id', o.parent_id, 'executed', o.executed::text,
          'turnover', o.turnover::text, 'extreme', o.extreme::text,
          'working_type', o.working_type, 'updated_ms', o.updated_ms,
          'created_wall_ms', o.created_wall_ms)), '[]')
        from orders o where o.account = a.account and o.state = 'NEW'))
    from accounts a cross join clock c order by a.account;
