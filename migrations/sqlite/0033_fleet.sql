-- What runs in a machine, as it says itself; whole fleets are looked for by it.
ALTER TABLE devices ADD COLUMN firmware TEXT;
CREATE INDEX devices_firmware ON devices (firmware, id) WHERE firmware IS NOT NULL;

-- What came of the machines of a model, by firmware, and of each of its slots: sums of one look at all of them, which
-- name nobody. The firmware of all of them together is empty, and so is the slot of what is of the machines.
CREATE TABLE figures (
    firmware    TEXT NOT NULL,
    model       TEXT NOT NULL REFERENCES models (model) ON DELETE CASCADE,
    slot        TEXT NOT NULL,
    counted_at  INTEGER NOT NULL,
    figures     TEXT NOT NULL,
    PRIMARY KEY (firmware, model, slot)
) STRICT;

CREATE INDEX figures_model ON figures (model);
