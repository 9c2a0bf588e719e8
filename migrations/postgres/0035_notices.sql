-- Notices to customers: what they chose, where they hear, and what they are told once.

-- What a customer chose, and how they read.
CREATE TABLE notice_settings (
    account_id  UUID PRIMARY KEY REFERENCES accounts (id),
    locale      TEXT NOT NULL,
    zone        TEXT NOT NULL,
    -- Kinds by e-mail and by push: names with a space between two.
    mail        TEXT NOT NULL,
    push        TEXT NOT NULL,
    -- Minutes of the day.
    quiet_from  BIGINT,
    quiet_to    BIGINT,
    daily       BIGINT,
    CHECK ((quiet_from IS NULL) = (quiet_to IS NULL))
);

-- An address, sealed, with the links by which it is confirmed and ended; each link is found by its hash.
CREATE TABLE notice_addresses (
    account_id        UUID PRIMARY KEY REFERENCES accounts (id),
    address           BYTEA NOT NULL,
    created_at        BIGINT NOT NULL,
    confirm           BYTEA,
    confirm_hash      BYTEA UNIQUE,
    confirm_message   UUID NOT NULL,
    confirm_sent_at   BIGINT,
    confirmed_at      BIGINT,
    unsubscribe       BYTEA NOT NULL,
    unsubscribe_hash  BYTEA NOT NULL UNIQUE,
    ended_at          BIGINT,
    ended_by          TEXT CHECK (ended_by IN ('refused', 'unsubscribed'))
);

CREATE INDEX notice_addresses_unconfirmed ON notice_addresses (created_at) WHERE confirmed_at IS NULL;

-- A browser that notices are pushed to, found by the hash of its address; address and keys are sealed.
CREATE TABLE push_subscriptions (
    id             UUID PRIMARY KEY,
    account_id     UUID NOT NULL REFERENCES accounts (id),
    endpoint_hash  BYTEA NOT NULL UNIQUE,
    subscription   BYTEA NOT NULL,
    created_at     BIGINT NOT NULL
);

CREATE INDEX push_subscriptions_account ON push_subscriptions (account_id, id);

-- What is told: of an alert once to each customer by each channel. A device that goes takes them along: none holds it.
CREATE TABLE notices (
    id          UUID PRIMARY KEY,
    account_id  UUID NOT NULL REFERENCES accounts (id),
    channel     TEXT NOT NULL CHECK (channel IN ('mail', 'push')),
    alert_id    UUID NOT NULL,
    device_id   UUID NOT NULL,
    slot_id     UUID,
    kind        TEXT NOT NULL CHECK (kind IN ('silent', 'disconnected', 'low_unconnected', 'clock_wrong', 'provisional')),
    since       BIGINT NOT NULL,
    decided_at  BIGINT NOT NULL,
    due_at      BIGINT NOT NULL,
    -- The message that it is sent with, the same each time that is tried.
    message_id  UUID,
    sent_at     BIGINT,
    UNIQUE (account_id, channel, alert_id)
);

CREATE INDEX notices_unsent ON notices (account_id, channel, due_at, id) WHERE sent_at IS NULL;
CREATE INDEX notices_listed ON notices (account_id, id);
CREATE INDEX notices_device ON notices (device_id, id);
CREATE INDEX notices_decided ON notices (decided_at, id);

-- Alerts that only customers are told of, and a hold of the maker's, which is to be heard of until it ends.
ALTER TABLE alerts DROP CONSTRAINT alerts_kind_check;
ALTER TABLE alerts ADD CONSTRAINT alerts_kind_check CHECK (kind IN ('low', 'out', 'paused_low', 'late_order', 'silent',
    'old_token_used', 'implausible', 'unit_mismatch', 'clock_wrong', 'orders_held', 'on_hold', 'low_unconnected', 'disconnected'));

-- A lane of its own for what is sent to customers, which waits for servers of others than the maker's (3).
DROP INDEX jobs_due;
ALTER TABLE jobs DROP COLUMN lane;
ALTER TABLE jobs ADD COLUMN lane BIGINT NOT NULL GENERATED ALWAYS AS (
    CASE WHEN split_part(key, ':', 1)
            IN ('slot_status', 'daily', 'model', 'catch_up', 'cleanup', 'learn', 'alexa_report') THEN 1
        WHEN split_part(key, ':', 1) = 'webhook' THEN 2
        WHEN split_part(key, ':', 1) IN ('mail', 'push') THEN 3
        ELSE 0 END
) STORED;

CREATE INDEX jobs_due ON jobs (lane, run_at, id);
