-- Everything that grows says which device it is of: what a device has is read, copied and deleted by that, without going
-- through its slots first. A slot of another device cannot be named.
PRAGMA defer_foreign_keys = ON;
CREATE UNIQUE INDEX slots_key ON slots (device_id, id);

CREATE TABLE days_copied AS SELECT t.*, s.device_id FROM days t JOIN slots s ON s.id = t.slot_id;
CREATE TABLE orders_copied AS SELECT t.*, s.device_id FROM orders t JOIN slots s ON s.id = t.slot_id;
CREATE TABLE decisions_copied AS SELECT t.*, s.device_id FROM decisions t JOIN slots s ON s.id = t.slot_id;
CREATE TABLE parcels_copied AS SELECT t.*, s.device_id FROM parcels t JOIN slots s ON s.id = t.slot_id;
DROP TABLE parcels;
DROP TABLE decisions;
DROP TABLE orders;
DROP TABLE days;

-- Use of each UTC day and the stock at its end: the fold begins at the last day before an entry.
CREATE TABLE days (
    device_id  BLOB NOT NULL,
    slot_id    BLOB NOT NULL,
    day        INTEGER NOT NULL,
    used       INTEGER NOT NULL,
    shortfall  INTEGER NOT NULL,
    machine    INTEGER,
    spares     INTEGER NOT NULL,
    total      INTEGER,
    -- Use that a sensor saw and nobody reported, and rises that nothing explained.
    fallen     INTEGER NOT NULL DEFAULT 0,
    risen      INTEGER NOT NULL DEFAULT 0,
    evidence   TEXT,
    PRIMARY KEY (device_id, slot_id, day),
    FOREIGN KEY (device_id, slot_id) REFERENCES slots (device_id, id)
) STRICT;

INSERT INTO days (device_id, slot_id, day, used, shortfall, machine, spares, total, fallen, risen, evidence)
SELECT device_id, slot_id, day, used, shortfall, machine, spares, total, fallen, risen, evidence
FROM days_copied ORDER BY device_id, slot_id, day;
DROP TABLE days_copied;

CREATE TABLE orders (
    id                 BLOB PRIMARY KEY,
    device_id          BLOB NOT NULL,
    slot_id            BLOB NOT NULL,
    state              TEXT NOT NULL CHECK (state IN ('requested', 'awaiting', 'placed', 'shipped', 'arrived', 'cancelled', 'failed')),
    -- In the way of another order of its slot.
    live               INTEGER NOT NULL,
    instance           TEXT UNIQUE,
    asin               TEXT,
    quantity           INTEGER,
    -- What the slot's pack was when the order was asked for, base units: for when no message tells.
    asked              INTEGER,
    estimate           INTEGER,
    -- When Amazon last spoke of products and estimate.
    amazon_updated_at  INTEGER,
    requested_at       INTEGER NOT NULL,
    -- Written before the call that must not be repeated blindly.
    sent_at            INTEGER,
    -- The first ORDER_INPROGRESS.
    in_progress_at     INTEGER,
    accepted_at        INTEGER,
    placed_at          INTEGER,
    shipped_at         INTEGER,
    ended_at           INTEGER,
    reason             TEXT,
    confirmed          INTEGER NOT NULL,
    adopted            INTEGER NOT NULL,
    late               INTEGER NOT NULL,
    FOREIGN KEY (device_id, slot_id) REFERENCES slots (device_id, id)
) STRICT;

INSERT INTO orders (id, device_id, slot_id, state, live, instance, asin, quantity, asked, estimate, amazon_updated_at,
    requested_at, sent_at, in_progress_at, accepted_at, placed_at, shipped_at, ended_at, reason, confirmed, adopted, late)
SELECT id, device_id, slot_id, state, live, instance, asin, quantity, asked, estimate, amazon_updated_at, requested_at,
    sent_at, in_progress_at, accepted_at, placed_at, shipped_at, ended_at, reason, confirmed, adopted, late
FROM orders_copied ORDER BY id;
DROP TABLE orders_copied;

CREATE UNIQUE INDEX orders_one_live ON orders (slot_id) WHERE live;
-- A slot's orders are read from the newest, however many there are: the live one, then the others.
CREATE INDEX orders_slot ON orders (device_id, slot_id, live, requested_at, id);
CREATE INDEX orders_state ON orders (state, id);
CREATE INDEX orders_named ON orders (device_id) WHERE instance IS NOT NULL OR asin IS NOT NULL;
CREATE INDEX orders_open ON orders (device_id, id) WHERE state IN ('awaiting', 'placed', 'shipped');

-- Evaluations that changed something, with their inputs; the last one of all is on the slot.
CREATE TABLE decisions (
    id         BLOB PRIMARY KEY,
    device_id  BLOB NOT NULL,
    slot_id    BLOB NOT NULL,
    -- The order that it made.
    order_id   BLOB UNIQUE REFERENCES orders (id),
    decision   TEXT NOT NULL,
    FOREIGN KEY (device_id, slot_id) REFERENCES slots (device_id, id)
) STRICT;

INSERT INTO decisions (id, device_id, slot_id, order_id, decision)
SELECT id, device_id, slot_id, order_id, decision FROM decisions_copied ORDER BY id;
DROP TABLE decisions_copied;

CREATE INDEX decisions_device ON decisions (device_id, id);

CREATE TABLE parcels (
    id         BLOB PRIMARY KEY,
    order_id   BLOB NOT NULL REFERENCES orders (id),
    device_id  BLOB NOT NULL,
    slot_id    BLOB NOT NULL,
    quantity   INTEGER NOT NULL,
    estimate   INTEGER NOT NULL,
    -- The journal entry that counted it.
    counted    BLOB REFERENCES journal (id),
    FOREIGN KEY (device_id, slot_id) REFERENCES slots (device_id, id)
) STRICT;

INSERT INTO parcels (id, order_id, device_id, slot_id, quantity, estimate, counted)
SELECT id, order_id, device_id, slot_id, quantity, estimate, counted FROM parcels_copied ORDER BY id;
DROP TABLE parcels_copied;

CREATE INDEX parcels_order ON parcels (order_id);
CREATE INDEX parcels_device ON parcels (device_id);
-- An entry that goes, or comes among many, is looked for among the parcels that it counted.
CREATE INDEX parcels_counted ON parcels (counted);
