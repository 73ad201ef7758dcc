-- Market time since when a desk trades by the configuration it has; null for the one it began with.
ALTER TABLE belay.desks ADD COLUMN configured_at timestamptz;
