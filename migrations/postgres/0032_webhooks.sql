-- Addresses of the maker's that events are sent to.
CREATE TABLE webhooks (
    id                UUID PRIMARY KEY,
    url               TEXT NOT NULL,
    -- Names with a space between two; a star for all.
    types             TEXT NOT NULL,
    -- Sealed, and the one before, which signs until then, too.
    secret            BYTEA NOT NULL,
    old_secret        BYTEA,
    old_secret_until  BIGINT,
    created_at        BIGINT NOT NULL,
    -- The number of the last event that was looked at for it.
    dispatched        BIGINT NOT NULL,
    enabled_at        BIGINT,
    -- What waited when it was enabled is still to be made due.
    reviving          BOOLEAN NOT NULL DEFAULT FALSE,
    disabled_at       BIGINT,
    disabled_reason   TEXT CHECK (disabled_reason IN ('gone', 'failing')),
    -- It goes once its deliveries are gone.
    deleting          BOOLEAN NOT NULL DEFAULT FALSE,
    last_success_at   BIGINT,
    last_failure_at   BIGINT,
    last_failure      TEXT
);

-- What is on its way to them, or was; what is said stays with the event. A device that goes takes them along: none holds it,
-- so that nobody who holds a device waits for those who send.
CREATE TABLE webhook_deliveries (
    id           UUID PRIMARY KEY,
    webhook_id   UUID NOT NULL REFERENCES webhooks (id),
    -- None of a test.
    device_id    UUID,
    number       BIGINT,
    type         TEXT NOT NULL,
    created_at   BIGINT NOT NULL,
    -- It waits for those before it of its device, and they do for it.
    in_order     BOOLEAN NOT NULL,
    is_waiting   BOOLEAN NOT NULL,
    -- When it is tried next; none while one before it waits, and once it was taken.
    due_at       BIGINT,
    tries        BIGINT NOT NULL DEFAULT 0,
    first_try    BIGINT,
    last_try     BIGINT,
    last_status  BIGINT,
    last_error   TEXT
);

CREATE INDEX webhook_deliveries_listed ON webhook_deliveries (webhook_id, id);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (webhook_id, due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (webhook_id, id) WHERE is_waiting;
CREATE INDEX webhook_deliveries_queued ON webhook_deliveries (webhook_id, device_id, number) WHERE is_waiting AND in_order;
CREATE INDEX webhook_deliveries_device ON webhook_deliveries (device_id, id);
CREATE INDEX webhook_deliveries_created ON webhook_deliveries (created_at, id);

-- A lane of its own for what may wait for others' servers (2).
DROP INDEX jobs_due;
ALTER TABLE jobs DROP COLUMN lane;
ALTER TABLE jobs ADD COLUMN lane BIGINT NOT NULL GENERATED ALWAYS AS (
    CASE WHEN split_part(key, ':', 1)
            IN ('slot_status', 'daily', 'model', 'catch_up', 'cleanup', 'learn', 'alexa_report') THEN 1
        WHEN split_part(key, ':', 1) = 'webhook' THEN 2
        ELSE 0 END
) STORED;

CREATE INDEX jobs_due ON jobs (lane, run_at, id);
