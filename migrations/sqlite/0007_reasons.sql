-- Why something was ordered or not, and what somebody should hear of.

-- Evaluations that changed something, with their inputs; the last one of all is on the slot.
CREATE TABLE decisions (
    id        BLOB PRIMARY KEY,
    slot_id   BLOB NOT NULL REFERENCES slots (id),
    -- The order that it made.
    order_id  BLOB UNIQUE REFERENCES orders (id),
    decision  TEXT NOT NULL
) STRICT;

CREATE INDEX decisions_slot ON decisions (slot_id, id);

-- Spells of signals: of a slot, or of the machine where it names none.
CREATE TABLE alerts (
    id         BLOB PRIMARY KEY,
    device_id  BLOB NOT NULL REFERENCES devices (id),
    slot_id    BLOB REFERENCES slots (id),
    signal     TEXT NOT NULL CHECK (signal IN ('low', 'out', 'paused_low', 'late_order', 'silent')),
    since      INTEGER NOT NULL,
    ended_at   INTEGER
) STRICT;

CREATE UNIQUE INDEX alerts_one_spell ON alerts (device_id, COALESCE(slot_id, device_id), signal) WHERE ended_at IS NULL;

-- Use that a sensor saw and nobody reported, and rises that nothing explained.
ALTER TABLE days ADD COLUMN fallen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE days ADD COLUMN risen INTEGER NOT NULL DEFAULT 0;

-- A slot's orders are read from the newest, however many there are: the live one, then the others.
DROP INDEX orders_slot;
CREATE INDEX orders_slot ON orders (slot_id, live, requested_at, id);

-- What somebody did is among what they may have a copy of.
CREATE INDEX audit_actor ON audit (actor_id);
