-- What the market's prices follow from, so that a start need not be told again; null in books that
-- were begun before this was kept, until their next start.
alter table clock
  add column kind      text check (kind in ('synthetic', 'replay')),
  add column scenario  text,
  add column seed      bigint,
  -- Where the recorded candles were at the last start, and what they are.
  add column folder    text,
  add column candles   text,
  add column from_ms   bigint,
  add check (case kind
    when 'synthetic' then scenario is not null and seed is not null and from_ms is not null
    when 'replay' then folder is not null and candles is not null and from_ms is not null
    else true end);
