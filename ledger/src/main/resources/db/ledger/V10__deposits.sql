-- Money that was put into a shared account at the exchange since the home was bound to it, or taken out.

CREATE TABLE belay.exchange_deposits (
  -- The exchange's.
  id          text PRIMARY KEY,
  amount      numeric NOT NULL CHECK (amount <> 0),
  happened_at timestamptz NOT NULL,
  booked_at   timestamptz NOT NULL
);
