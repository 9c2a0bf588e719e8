-- Everything that changed a quantity, and the roll-up by day that keeps the fold short.

CREATE TABLE journal (
    id           UUID PRIMARY KEY,
    slot_id      UUID NOT NULL REFERENCES slots (id),
    device_id    UUID NOT NULL REFERENCES devices (id),
    -- Order of acceptance within the slot.
    accepted     BIGINT NOT NULL,
    at           BIGINT NOT NULL,
    received_at  BIGINT NOT NULL,
    kind         TEXT NOT NULL CHECK (kind IN ('used', 'level', 'total', 'delivery', 'add', 'set', 'replaced', 'undo')),
    amount       BIGINT NOT NULL CHECK (amount >= 0),
    actor        TEXT NOT NULL,
    -- A report's id with a hash of its content, or an action's one-time key with none.
    key          TEXT,
    content      TEXT,
    undoes       UUID UNIQUE REFERENCES journal (id),
    -- FALSE: dated before the last owner's leaving, kept only to know it again.
    effective    BOOLEAN NOT NULL,
    UNIQUE (slot_id, accepted)
);

-- A report or an action is there once; an entry without a key is nobody's repetition.
CREATE UNIQUE INDEX journal_once ON journal (device_id, key, COALESCE(content, ''));
CREATE INDEX journal_fold ON journal (slot_id, at, accepted);

-- Use of each UTC day and the stock at its end: the fold begins at the last day before an entry.
CREATE TABLE days (
    slot_id    UUID NOT NULL REFERENCES slots (id),
    day        BIGINT NOT NULL,
    used       BIGINT NOT NULL,
    shortfall  BIGINT NOT NULL,
    machine    BIGINT,
    spares     BIGINT NOT NULL,
    total      BIGINT,
    PRIMARY KEY (slot_id, day)
);
