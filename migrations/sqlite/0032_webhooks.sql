-- Addresses of the maker's that events are sent to.
CREATE TABLE webhooks (
    id                BLOB PRIMARY KEY,
    url               TEXT NOT NULL,
    -- Names with a space between two; a star for all.
    types             TEXT NOT NULL,
    -- Sealed, and the one before, which signs until then, too.
    secret            BLOB NOT NULL,
    old_secret        BLOB,
    old_secret_until  INTEGER,
    created_at        INTEGER NOT NULL,
    -- The number of the last event that was looked at for it.
    dispatched        INTEGER NOT NULL,
    enabled_at        INTEGER,
    -- What waited when it was enabled is still to be made due.
    reviving          INTEGER NOT NULL DEFAULT FALSE,
    disabled_at       INTEGER,
    disabled_reason   TEXT CHECK (disabled_reason IN ('gone', 'failing')),
    -- It goes once its deliveries are gone.
    deleting          INTEGER NOT NULL DEFAULT FALSE,
    last_success_at   INTEGER,
    last_failure_at   INTEGER,
    last_failure      TEXT
) STRICT;

-- What is on its way to them, or was; what is said stays with the event. A device that goes takes them along: none holds it,
-- so that nobody who holds a device waits for those who send.
CREATE TABLE webhook_deliveries (
    id           BLOB PRIMARY KEY,
    webhook_id   BLOB NOT NULL REFERENCES webhooks (id),
    -- None of a test.
    device_id    BLOB,
    number       INTEGER,
    type         TEXT NOT NULL,
    created_at   INTEGER NOT NULL,
    -- It waits for those before it of its device, and they do for it.
    in_order     INTEGER NOT NULL,
    is_waiting   INTEGER NOT NULL,
    -- When it is tried next; none while one before it waits, and once it was taken.
    due_at       INTEGER,
    tries        INTEGER NOT NULL DEFAULT 0,
    first_try    INTEGER,
    last_try     INTEGER,
    last_status  INTEGER,
    last_error   TEXT
) STRICT;

CREATE INDEX webhook_deliveries_listed ON webhook_deliveries (webhook_id, id);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (webhook_id, due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (webhook_id, id) WHERE is_waiting;
CREATE INDEX webhook_deliveries_queued ON webhook_deliveries (webhook_id, device_id, number) WHERE is_waiting AND in_order;
CREATE INDEX webhook_deliveries_device ON webhook_deliveries (device_id, id);
CREATE INDEX webhook_deliveries_created ON webhook_deliveries (created_at, id);

-- A lane of its own for what may wait for others' servers (2).
DROP INDEX jobs_due;
ALTER TABLE jobs DROP COLUMN lane;
ALTER TABLE jobs ADD COLUMN lane INTEGER NOT NULL GENERATED ALWAYS AS (
    CASE WHEN substr(key, 1, instr(key || ':', ':') - 1)
            IN ('slot_status', 'daily', 'model', 'catch_up', 'cleanup', 'learn', 'alexa_report') THEN 1
        WHEN substr(key, 1, instr(key || ':', ':') - 1) = 'webhook' THEN 2
        ELSE 0 END
) VIRTUAL;

CREATE INDEX jobs_due ON jobs (lane, run_at, id);
