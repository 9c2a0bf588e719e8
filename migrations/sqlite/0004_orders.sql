-- Orders, their parcels, and Amazon's messages.

CREATE TABLE orders (
    id                BLOB PRIMARY KEY,
    slot_id           BLOB NOT NULL REFERENCES slots (id),
    state             TEXT NOT NULL CHECK (state IN ('requested', 'awaiting', 'placed', 'shipped', 'arrived', 'cancelled', 'failed')),
    -- In the way of another order of its slot.
    live              INTEGER NOT NULL,
    instance          TEXT UNIQUE,
    asin              TEXT,
    quantity          INTEGER,
    estimate          INTEGER,
    -- When Amazon last spoke of products and estimate.
    said_at           INTEGER,
    requested_at      INTEGER NOT NULL,
    -- Written before the call that must not be repeated blindly.
    sent_at           INTEGER,
    -- The first ORDER_INPROGRESS.
    in_progress_at    INTEGER,
    accepted_at       INTEGER,
    placed_at         INTEGER,
    shipped_at        INTEGER,
    ended_at          INTEGER,
    reason            TEXT,
    confirmed         INTEGER NOT NULL,
    adopted           INTEGER NOT NULL,
    late              INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX orders_one_live ON orders (slot_id) WHERE live;
CREATE INDEX orders_slot ON orders (slot_id, requested_at);
CREATE INDEX orders_state ON orders (state, id);

CREATE TABLE parcels (
    id               BLOB PRIMARY KEY,
    order_id         BLOB NOT NULL REFERENCES orders (id),
    slot_id          BLOB NOT NULL REFERENCES slots (id),
    quantity         INTEGER NOT NULL,
    estimate         INTEGER NOT NULL,
    -- The journal entry that counted it.
    counted          BLOB REFERENCES journal (id)
) STRICT;

CREATE INDEX parcels_order ON parcels (order_id);

-- Every message once, by SNS's id and by Amazon's own. `applied` 0: its device is not known yet.
CREATE TABLE notifications (
    topic            TEXT NOT NULL,
    message_id       TEXT NOT NULL,
    notification_id  TEXT UNIQUE,
    kind             TEXT NOT NULL,
    serial           TEXT,
    time             INTEGER,
    received_at      INTEGER NOT NULL,
    applied          INTEGER NOT NULL,
    body             TEXT NOT NULL,
    PRIMARY KEY (topic, message_id)
) STRICT;

CREATE INDEX notifications_serial ON notifications (serial, applied);
CREATE INDEX notifications_received ON notifications (received_at);
