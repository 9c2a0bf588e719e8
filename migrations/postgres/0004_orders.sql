-- Orders, their parcels, and Amazon's messages.

CREATE TABLE orders (
    id                UUID PRIMARY KEY,
    slot_id           UUID NOT NULL REFERENCES slots (id),
    state             TEXT NOT NULL CHECK (state IN ('requested', 'awaiting', 'placed', 'shipped', 'arrived', 'cancelled', 'failed')),
    -- In the way of another order of its slot.
    live              BOOLEAN NOT NULL,
    instance          TEXT UNIQUE,
    asin              TEXT,
    quantity          BIGINT,
    estimate          BIGINT,
    -- When Amazon last spoke of products and estimate.
    said_at           BIGINT,
    requested_at      BIGINT NOT NULL,
    -- Written before the call that must not be repeated blindly.
    sent_at           BIGINT,
    -- The first ORDER_INPROGRESS.
    in_progress_at    BIGINT,
    accepted_at       BIGINT,
    placed_at         BIGINT,
    shipped_at        BIGINT,
    ended_at          BIGINT,
    reason            TEXT,
    confirmed         BOOLEAN NOT NULL,
    adopted           BOOLEAN NOT NULL,
    late              BOOLEAN NOT NULL
);

CREATE UNIQUE INDEX orders_one_live ON orders (slot_id) WHERE live;
CREATE INDEX orders_slot ON orders (slot_id, requested_at);
CREATE INDEX orders_state ON orders (state, id);

CREATE TABLE parcels (
    id               UUID PRIMARY KEY,
    order_id         UUID NOT NULL REFERENCES orders (id),
    slot_id          UUID NOT NULL REFERENCES slots (id),
    quantity         BIGINT NOT NULL,
    estimate         BIGINT NOT NULL,
    -- The journal entry that counted it.
    counted          UUID REFERENCES journal (id)
);

CREATE INDEX parcels_order ON parcels (order_id);

-- Every message once, by SNS's id and by Amazon's own. `applied` FALSE: its device is not known yet.
CREATE TABLE notifications (
    topic            TEXT NOT NULL,
    message_id       TEXT NOT NULL,
    notification_id  TEXT UNIQUE,
    kind             TEXT NOT NULL,
    serial           TEXT,
    time             BIGINT,
    received_at      BIGINT NOT NULL,
    applied          BOOLEAN NOT NULL,
    body             TEXT NOT NULL,
    PRIMARY KEY (topic, message_id)
);

CREATE INDEX notifications_serial ON notifications (serial, applied);
CREATE INDEX notifications_received ON notifications (received_at);
