-- What keeps a disk from running full.

-- Entries are refused while there is a row without its end. Unlike a halt it ends by itself.
CREATE TABLE belay.entry_holds (
  seq       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  portfolio text NOT NULL REFERENCES belay.portfolios,
  -- Who found the reason, such as a home's folder: only it says that the reason is gone.
  source    text NOT NULL,
  code      text NOT NULL,
  detail    text NOT NULL,
  began_at  timestamptz NOT NULL,
  ended_at  timestamptz
);
CREATE UNIQUE INDEX entry_holds_one_active ON belay.entry_holds (portfolio, source) WHERE ended_at IS NULL;

-- A text that retention has deleted keeps its hash, and the day on which it went.
ALTER TABLE belay.contents
  ALTER COLUMN body DROP NOT NULL,
  -- When it was stored, stored again, or named by a decision; to the hour, to spare writes.
  ADD COLUMN used_at timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN deleted_at timestamptz,
  ADD CHECK ((body IS NULL) = (deleted_at IS NOT NULL));
ALTER TABLE belay.contents ALTER COLUMN used_at DROP DEFAULT;
CREATE INDEX contents_kept ON belay.contents (used_at) WHERE body IS NOT NULL;
CREATE INDEX contents_deleted ON belay.contents (deleted_at) WHERE deleted_at IS NOT NULL;
