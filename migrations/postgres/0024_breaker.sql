-- How much a model orders, and whether its orders wait for an operator.
CREATE TABLE breakers (
    model         TEXT PRIMARY KEY REFERENCES models (model),
    -- The hour that is counted, and its orders so far.
    hour          BIGINT NOT NULL,
    orders        BIGINT NOT NULL,
    -- The mean of the hours before it.
    usual         DOUBLE PRECISION NOT NULL,
    hours         BIGINT NOT NULL,
    open_since    BIGINT,
    let_go_until  BIGINT
);

-- Since when an order waits for an operator, and when it was found that it need not.
ALTER TABLE orders ADD COLUMN held_since BIGINT;
ALTER TABLE orders ADD COLUMN passed_at BIGINT;
CREATE INDEX orders_held ON orders (held_since, id) WHERE held_since IS NOT NULL;

ALTER TABLE alerts DROP CONSTRAINT alerts_kind_check;
ALTER TABLE alerts ADD CONSTRAINT alerts_kind_check CHECK (kind IN ('low', 'out', 'paused_low', 'late_order', 'silent',
    'old_token_used', 'implausible', 'unit_mismatch', 'clock_wrong', 'orders_held'));
