-- Why something was ordered or not, and what somebody should hear of.

-- Evaluations that changed something, with their inputs; the last one of all is on the slot.
CREATE TABLE decisions (
    id        UUID PRIMARY KEY,
    slot_id   UUID NOT NULL REFERENCES slots (id),
    -- The order that it made.
    order_id  UUID UNIQUE REFERENCES orders (id),
    decision  JSONB NOT NULL
);

CREATE INDEX decisions_slot ON decisions (slot_id, id);

-- Spells of signals: of a slot, or of the machine where it names none.
CREATE TABLE alerts (
    id         UUID PRIMARY KEY,
    device_id  UUID NOT NULL REFERENCES devices (id),
    slot_id    UUID REFERENCES slots (id),
    signal     TEXT NOT NULL CHECK (signal IN ('low', 'out', 'paused_low', 'late_order', 'silent')),
    since      BIGINT NOT NULL,
    ended_at   BIGINT
);

CREATE UNIQUE INDEX alerts_one_spell ON alerts (device_id, COALESCE(slot_id, device_id), signal) WHERE ended_at IS NULL;

-- Use that a sensor saw and nobody reported, and rises that nothing explained.
ALTER TABLE days ADD COLUMN fallen BIGINT NOT NULL DEFAULT 0;
ALTER TABLE days ADD COLUMN risen BIGINT NOT NULL DEFAULT 0;

-- A slot's orders are read from the newest, however many there are: the live one, then the others.
DROP INDEX orders_slot;
CREATE INDEX orders_slot ON orders (slot_id, live, requested_at, id);

-- What somebody did is among what they may have a copy of.
CREATE INDEX audit_actor ON audit (actor_id);
