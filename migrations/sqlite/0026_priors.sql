-- What the machines of a model have in common, by slot: sums over households, which name nobody. One that is not there is
-- of few machines, or of a slot whose use is not foretold.
CREATE TABLE priors (
    model      TEXT NOT NULL,
    slot       TEXT NOT NULL,
    -- What the sums mean; those of another version are not read.
    version    INTEGER NOT NULL,
    fitted_at  INTEGER NOT NULL,
    machines   INTEGER NOT NULL,
    prior      TEXT NOT NULL,
    PRIMARY KEY (model, slot),
    FOREIGN KEY (model, slot) REFERENCES model_slots (model, slot) ON DELETE CASCADE
) STRICT;

-- The first machine of each model that a household has, which is the one that is learned from.
DROP INDEX devices_household;
CREATE INDEX devices_household ON devices (household_id, model, id);

-- Learning is of the whole fleet and in no hurry.
DROP INDEX jobs_due;
ALTER TABLE jobs DROP COLUMN lane;
ALTER TABLE jobs ADD COLUMN lane INTEGER NOT NULL GENERATED ALWAYS AS (
    CASE WHEN substr(key, 1, instr(key || ':', ':') - 1)
            IN ('slot_status', 'daily', 'model', 'catch_up', 'cleanup', 'learn')
        THEN 1 ELSE 0 END
) VIRTUAL;
CREATE INDEX jobs_due ON jobs (lane, run_at, id);
