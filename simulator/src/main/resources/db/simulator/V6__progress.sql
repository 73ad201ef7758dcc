-- Orders that trade in parts, and orders that trail the price.
alter table orders
  -- What has traded was worth; the average price is this by what was executed.
  add column turnover  numeric(28, 8) not null default 0,
  -- Of a trailing order: by which fraction of the best price it lags, and that price once armed.
  add column callback  numeric(28, 8) not null default 0,
  add column extreme   numeric(28, 8) not null default 0;
update orders set turnover = round(executed * average_price, 8) where executed <> 0;
alter table orders drop column average_price;
