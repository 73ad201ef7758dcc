-- A round whose market could not be looked at decides nothing, and says so.
ALTER TABLE belay.decisions ALTER COLUMN observation_hash DROP NOT NULL;
