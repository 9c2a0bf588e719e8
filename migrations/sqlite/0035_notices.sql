-- Notices to customers: what they chose, where they hear, and what they are told once.

-- What a customer chose, and how they read.
CREATE TABLE notice_settings (
    account_id  BLOB PRIMARY KEY REFERENCES accounts (id),
    locale      TEXT NOT NULL,
    zone        TEXT NOT NULL,
    -- Kinds by e-mail and by push: names with a space between two.
    mail        TEXT NOT NULL,
    push        TEXT NOT NULL,
    -- Minutes of the day.
    quiet_from  INTEGER,
    quiet_to    INTEGER,
    daily       INTEGER,
    CHECK ((quiet_from IS NULL) = (quiet_to IS NULL))
) STRICT;

-- An address, sealed, with the links by which it is confirmed and ended; each link is found by its hash.
CREATE TABLE notice_addresses (
    account_id        BLOB PRIMARY KEY REFERENCES accounts (id),
    address           BLOB NOT NULL,
    created_at        INTEGER NOT NULL,
    confirm           BLOB,
    confirm_hash      BLOB UNIQUE,
    confirm_message   BLOB NOT NULL,
    confirm_sent_at   INTEGER,
    confirmed_at      INTEGER,
    unsubscribe       BLOB NOT NULL,
    unsubscribe_hash  BLOB NOT NULL UNIQUE,
    ended_at          INTEGER,
    ended_by          TEXT CHECK (ended_by IN ('refused', 'unsubscribed'))
) STRICT;

CREATE INDEX notice_addresses_unconfirmed ON notice_addresses (created_at) WHERE confirmed_at IS NULL;

-- A browser that notices are pushed to, found by the hash of its address; address and keys are sealed.
CREATE TABLE push_subscriptions (
    id             BLOB PRIMARY KEY,
    account_id     BLOB NOT NULL REFERENCES accounts (id),
    endpoint_hash  BLOB NOT NULL UNIQUE,
    subscription   BLOB NOT NULL,
    created_at     INTEGER NOT NULL
) STRICT;

CREATE INDEX push_subscriptions_account ON push_subscriptions (account_id, id);

-- What is told: of an alert once to each customer by each channel. A device that goes takes them along: none holds it.
CREATE TABLE notices (
    id          BLOB PRIMARY KEY,
    account_id  BLOB NOT NULL REFERENCES accounts (id),
    channel     TEXT NOT NULL CHECK (channel IN ('mail', 'push')),
    alert_id    BLOB NOT NULL,
    device_id   BLOB NOT NULL,
    slot_id     BLOB,
    kind        TEXT NOT NULL CHECK (kind IN ('silent', 'disconnected', 'low_unconnected', 'clock_wrong', 'provisional')),
    since       INTEGER NOT NULL,
    decided_at  INTEGER NOT NULL,
    due_at      INTEGER NOT NULL,
    -- The message that it is sent with, the same each time that is tried.
    message_id  BLOB,
    sent_at     INTEGER,
    UNIQUE (account_id, channel, alert_id)
) STRICT;

CREATE INDEX notices_unsent ON notices (account_id, channel, due_at, id) WHERE sent_at IS NULL;
CREATE INDEX notices_listed ON notices (account_id, id);
CREATE INDEX notices_device ON notices (device_id, id);
CREATE INDEX notices_decided ON notices (decided_at, id);

-- Alerts that only customers are told of, and a hold of the maker's, which is to be heard of until it ends.
CREATE TABLE alerts_copied AS SELECT * FROM alerts;
DROP TABLE alerts;
CREATE TABLE alerts (
    id         BLOB PRIMARY KEY,
    device_id  BLOB NOT NULL REFERENCES devices (id),
    slot_id    BLOB REFERENCES slots (id),
    kind       TEXT NOT NULL CHECK (kind IN ('low', 'out', 'paused_low', 'late_order', 'silent', 'old_token_used', 'implausible', 'unit_mismatch', 'clock_wrong', 'orders_held', 'on_hold', 'low_unconnected', 'disconnected')),
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
CREATE INDEX alerts_of_kind ON alerts (kind, device_id) WHERE ended_at IS NULL;

-- A lane of its own for what is sent to customers, which waits for servers of others than the maker's (3).
DROP INDEX jobs_due;
ALTER TABLE jobs DROP COLUMN lane;
ALTER TABLE jobs ADD COLUMN lane INTEGER NOT NULL GENERATED ALWAYS AS (
    CASE WHEN substr(key, 1, instr(key || ':', ':') - 1)
            IN ('slot_status', 'daily', 'model', 'catch_up', 'cleanup', 'learn', 'alexa_report') THEN 1
        WHEN substr(key, 1, instr(key || ':', ':') - 1) = 'webhook' THEN 2
        WHEN substr(key, 1, instr(key || ':', ':') - 1) IN ('mail', 'push') THEN 3
        ELSE 0 END
) VIRTUAL;

CREATE INDEX jobs_due ON jobs (lane, run_at, id);
