-- Work that must happen: written in the transaction of its cause, claimed with a lease, run outside
-- any transaction, settled in a second one.

CREATE TABLE jobs (
    id            BLOB PRIMARY KEY,
    -- One row per thing to do: `slot_status:<slot>`.
    key           TEXT NOT NULL UNIQUE,
    payload       TEXT NOT NULL,
    run_at        INTEGER NOT NULL,
    -- Raised by each request, so that one made while the job ran is not lost.
    revision      INTEGER NOT NULL,
    attempts      INTEGER NOT NULL,
    first_try     INTEGER,
    leased_until  INTEGER,
    -- The earliest moment asked for since it was claimed.
    asked_at      INTEGER,
    last_error    TEXT
) STRICT;

CREATE INDEX jobs_run_at ON jobs (run_at);
