-- The text that a desk was configured by: every number of its strategy.
ALTER TABLE belay.desks ADD COLUMN configuration text NOT NULL DEFAULT '';
ALTER TABLE belay.desks ALTER COLUMN configuration DROP DEFAULT;

-- A home in which only another system trades has a fund without money and without agents.
ALTER TABLE belay.portfolios DROP CONSTRAINT portfolios_initial_balance_check;
ALTER TABLE belay.portfolios ADD CONSTRAINT portfolios_initial_balance_check CHECK (initial_balance >= 0);
