-- On what terms the home trades at an exchange; no row: on paper.

CREATE TABLE belay.venue_binding (
  only_one            boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  mode                text NOT NULL CHECK (mode IN ('testnet', 'live')),
  first_days          int NOT NULL CHECK (first_days >= 0),
  first_days_notional numeric NOT NULL CHECK (first_days_notional >= 0),
  -- What the exchange's account held beyond the fund when the home was begun.
  unallotted          numeric NOT NULL,
  bound_at            timestamptz NOT NULL,
  -- The first characters of the hash of the API key that was confirmed last; null before the first.
  key_print           text,
  -- When real money was first confirmed.
  confirmed_at        timestamptz
);

-- On a shared account an order is looked for by the venue's number without knowing whose it is.
CREATE INDEX orders_venue_number ON belay.orders (venue_order_id) WHERE venue_order_id IS NOT NULL;
CREATE INDEX fills_venue_number ON belay.fills (venue_order_id);
