-- Everything that changed a quantity, and the roll-up by day that keeps the fold short.

CREATE TABLE journal (
    id           BLOB PRIMARY KEY,
    slot_id      BLOB NOT NULL REFERENCES slots (id),
    device_id    BLOB NOT NULL REFERENCES devices (id),
    -- Order of acceptance within the slot.
    accepted     INTEGER NOT NULL,
    at           INTEGER NOT NULL,
    received_at  INTEGER NOT NULL,
    kind         TEXT NOT NULL CHECK (kind IN ('used', 'level', 'total', 'delivery', 'add', 'set', 'replaced', 'undo')),
    amount       INTEGER NOT NULL CHECK (amount >= 0),
    actor        TEXT NOT NULL,
    -- A report's id with a hash of its content, or an action's one-time key with none.
    key          TEXT,
    content      TEXT,
    undoes       BLOB UNIQUE REFERENCES journal (id),
    -- 0: dated before the last owner's leaving, kept only to know it again.
    effective    INTEGER NOT NULL,
    UNIQUE (slot_id, accepted)
) STRICT;

-- A report or an action is there once; an entry without a key is nobody's repetition.
CREATE UNIQUE INDEX journal_once ON journal (device_id, key, COALESCE(content, ''));
CREATE INDEX journal_fold ON journal (slot_id, at, accepted);

-- Use of each UTC day and the stock at its end: the fold begins at the last day before an entry.
CREATE TABLE days (
    slot_id    BLOB NOT NULL REFERENCES slots (id),
    day        INTEGER NOT NULL,
    used       INTEGER NOT NULL,
    shortfall  INTEGER NOT NULL,
    machine    INTEGER,
    spares     INTEGER NOT NULL,
    total      INTEGER,
    PRIMARY KEY (slot_id, day)
) STRICT;
