-- Wall time at which a stop or target was first known to have become another order.
ALTER TABLE belay.orders ADD COLUMN triggered_at timestamptz;
