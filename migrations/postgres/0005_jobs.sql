-- Work that must happen: written in the transaction of its cause, claimed with a lease, run outside
-- any transaction, settled in a second one.

CREATE TABLE jobs (
    id            UUID PRIMARY KEY,
    -- One row per thing to do: `slot_status:<slot>`.
    key           TEXT NOT NULL UNIQUE,
    payload       JSONB NOT NULL,
    run_at        BIGINT NOT NULL,
    -- Raised by each request, so that one made while the job ran is not lost.
    revision      BIGINT NOT NULL,
    attempts      BIGINT NOT NULL,
    first_try     BIGINT,
    leased_until  BIGINT,
    -- The earliest moment asked for since it was claimed.
    asked_at      BIGINT,
    last_error    TEXT
);

CREATE INDEX jobs_run_at ON jobs (run_at);
