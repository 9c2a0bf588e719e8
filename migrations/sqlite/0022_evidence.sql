-- What is known of readings: one of them is not the truth. A person's word, or time's, on a reading that waits is an entry
-- like any other.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE journal_copied AS SELECT * FROM journal;
DROP TABLE journal;

CREATE TABLE journal (
    id           BLOB PRIMARY KEY,
    slot_id      BLOB NOT NULL REFERENCES slots (id),
    device_id    BLOB NOT NULL REFERENCES devices (id),
    -- Order of acceptance within the slot.
    accepted     INTEGER NOT NULL,
    at           INTEGER NOT NULL,
    received_at  INTEGER NOT NULL,
    kind         TEXT NOT NULL CHECK (kind IN ('used', 'level', 'total', 'delivery', 'add', 'set', 'replaced', 'believed', 'dropped', 'undo')),
    amount       INTEGER NOT NULL CHECK (amount >= 0),
    actor        TEXT NOT NULL,
    -- A report's id with half a hash of its content, or an action's one-time key with none.
    key          TEXT,
    content      BLOB,
    undoes       BLOB REFERENCES journal (id),
    -- 0: dated before the last owner's leaving, kept only to know it again.
    effective    INTEGER NOT NULL,
    noop         INTEGER NOT NULL DEFAULT FALSE
) STRICT, WITHOUT ROWID;

INSERT INTO journal (id, slot_id, device_id, accepted, at, received_at, kind, amount, actor, key, content, undoes,
    effective, noop)
SELECT id, slot_id, device_id, accepted, at, received_at, kind, amount, actor, key, content, undoes, effective, noop
FROM journal_copied ORDER BY id;
DROP TABLE journal_copied;

-- A report or an action is there once; an entry without a key is nobody's repetition.
CREATE UNIQUE INDEX journal_once ON journal (device_id, key, COALESCE(content, x''));
CREATE UNIQUE INDEX journal_fold ON journal (slot_id, noop, at, accepted);
CREATE UNIQUE INDEX journal_undone ON journal (undoes) WHERE undoes IS NOT NULL;

ALTER TABLE slots ADD COLUMN evidence TEXT;
ALTER TABLE days ADD COLUMN evidence TEXT;

-- Since when somebody owns the device of a slot: what was received before sets no pace.
ALTER TABLE slots ADD COLUMN owned_since INTEGER;
UPDATE slots SET owned_since = (SELECT d.claimed_at FROM devices d WHERE d.id = slots.device_id);

-- What a machine can use in a day, and what its sensor can tell apart.
ALTER TABLE model_slots ADD COLUMN most_per_day INTEGER;
ALTER TABLE model_slots ADD COLUMN step INTEGER;

-- How far the clock of a machine is from ours, as its reports say.
ALTER TABLE devices ADD COLUMN clock TEXT;

CREATE TABLE alerts_copied AS SELECT * FROM alerts;
DROP TABLE alerts;
CREATE TABLE alerts (
    id         BLOB PRIMARY KEY,
    device_id  BLOB NOT NULL REFERENCES devices (id),
    slot_id    BLOB REFERENCES slots (id),
    kind       TEXT NOT NULL CHECK (kind IN ('low', 'out', 'paused_low', 'late_order', 'silent', 'old_token_used', 'implausible', 'unit_mismatch', 'clock_wrong')),
    since      INTEGER NOT NULL,
    ended_at   INTEGER
) STRICT;
INSERT INTO alerts (id, device_id, slot_id, kind, since, ended_at)
SELECT id, device_id, slot_id, kind, since, ended_at FROM alerts_copied;
DROP TABLE alerts_copied;
CREATE INDEX alerts_ended ON alerts (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX alerts_device ON alerts (device_id, id);
CREATE INDEX alerts_open ON alerts (id) WHERE ended_at IS NULL;
CREATE INDEX alerts_slot ON alerts (slot_id);
CREATE UNIQUE INDEX alerts_open_once ON alerts (device_id, COALESCE(slot_id, device_id), kind) WHERE ended_at IS NULL;
