-- Recorded calls that were used again instead of being bought again, and what they had cost.
ALTER TABLE belay.model_costs ADD COLUMN replays bigint NOT NULL DEFAULT 0;
ALTER TABLE belay.model_costs ADD COLUMN saved_usd numeric NOT NULL DEFAULT 0;
