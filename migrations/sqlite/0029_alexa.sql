-- A customer's grant to tell Alexa of their machines, one for each account; the tokens are sealed.
CREATE TABLE alexa_grants (
    account_id         BLOB PRIMARY KEY REFERENCES accounts (id),
    -- Whose event gateway is told.
    region             TEXT NOT NULL CHECK (region IN ('NA', 'EU', 'FE')),
    access_token       BLOB NOT NULL,
    refresh_token      BLOB NOT NULL,
    access_expires_at  INTEGER NOT NULL,
    refresh_lease      INTEGER,
    linked_at          INTEGER NOT NULL,
    -- When all of its machines were last announced.
    announced_at       INTEGER
) STRICT;

-- The machines that Alexa is told of, each by one grant alone; and of machines alone whose supplies Alexa brings.
CREATE UNIQUE INDEX devices_replenisher ON devices (id, replenisher);

CREATE TABLE alexa_endpoints (
    device_id    BLOB PRIMARY KEY,
    replenisher  TEXT NOT NULL DEFAULT 'alexa' CHECK (replenisher = 'alexa'),
    account_id   BLOB NOT NULL REFERENCES alexa_grants (account_id),
    -- A digest of what it was last announced as.
    announced    BLOB,
    -- When its levels were last told.
    told_at      INTEGER,
    -- Whether it was heard of, as that was last told.
    reachable    INTEGER,
    FOREIGN KEY (device_id, replenisher) REFERENCES devices (id, replenisher)
) STRICT;

CREATE INDEX alexa_endpoints_account ON alexa_endpoints (account_id, device_id);

-- Nobody waits for Alexa's being told of a level.
DROP INDEX jobs_due;
ALTER TABLE jobs DROP COLUMN lane;
ALTER TABLE jobs ADD COLUMN lane INTEGER NOT NULL GENERATED ALWAYS AS (
    CASE WHEN substr(key, 1, instr(key || ':', ':') - 1)
            IN ('slot_status', 'daily', 'model', 'catch_up', 'cleanup', 'learn', 'alexa_report')
        THEN 1 ELSE 0 END
) VIRTUAL;

CREATE INDEX jobs_due ON jobs (lane, run_at, id);
