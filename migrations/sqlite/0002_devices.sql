-- Models with their slots, devices with theirs, and what Amazon says of them.
-- Quantities are base units (µl, mg, milli-count, milli-percent) in INTEGER.

CREATE TABLE models (
    model       TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    created_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE model_slots (
    model            TEXT NOT NULL REFERENCES models (model),
    slot             TEXT NOT NULL,
    position         INTEGER NOT NULL,
    name             TEXT NOT NULL,
    unit             TEXT NOT NULL,
    capacity         INTEGER NOT NULL CHECK (capacity > 0),
    count_is         INTEGER,
    starts_full      INTEGER NOT NULL,
    typical_per_day  INTEGER,
    policy           TEXT NOT NULL,
    products         TEXT NOT NULL,
    PRIMARY KEY (model, slot)
) STRICT;

CREATE TABLE devices (
    id               BLOB PRIMARY KEY,
    model            TEXT NOT NULL REFERENCES models (model),
    serial           TEXT NOT NULL UNIQUE,
    household_id     BLOB REFERENCES households (id),
    token_hash       BLOB UNIQUE,
    -- A new token; the old one dies when this one is first used.
    next_token_hash  BLOB UNIQUE,
    created_at       INTEGER NOT NULL,
    last_seen        INTEGER,
    -- Since when it is its present owner's.
    claimed_at       INTEGER,
    -- When the last owner left: reports dated before it have no effect.
    left_at          INTEGER,
    -- How the last registration of the present household ended.
    ended_by         TEXT,
    ended_at         INTEGER,
    -- The maker removed it; a job deregisters and deletes.
    deleting         INTEGER NOT NULL
) STRICT;

CREATE INDEX devices_household ON devices (household_id);

-- Codes that prove possession. A printed one has no end and works while nobody owns the device.
CREATE TABLE claim_codes (
    code_hash   BLOB PRIMARY KEY,
    device_id   BLOB NOT NULL REFERENCES devices (id),
    expires_at  INTEGER
) STRICT;

CREATE INDEX claim_codes_device ON claim_codes (device_id);

-- Tokens are sealed with row and column as associated data.
CREATE TABLE registrations (
    device_id          BLOB PRIMARY KEY REFERENCES devices (id),
    account_id         BLOB NOT NULL REFERENCES accounts (id),
    amazon_customer    TEXT,
    access_token       BLOB NOT NULL,
    refresh_token      BLOB NOT NULL,
    access_expires_at  INTEGER NOT NULL,
    -- One refresh at a time, on any server.
    refresh_lease      INTEGER,
    registered_at      INTEGER NOT NULL,
    -- The newest DeviceRegistered, where one came.
    said_at            INTEGER
) STRICT;

CREATE TABLE slots (
    id             BLOB PRIMARY KEY,
    device_id      BLOB NOT NULL REFERENCES devices (id),
    model          TEXT NOT NULL,
    slot           TEXT NOT NULL,
    -- What the fold begins with: a full container, or unknown.
    start          INTEGER,
    -- The fold of the journal.
    machine        INTEGER,
    spares         INTEGER NOT NULL,
    total          INTEGER,
    -- Entries accepted so far.
    accepted       INTEGER NOT NULL,
    first_report   INTEGER,
    last_use       INTEGER,
    -- As Amazon says; NULL before it said anything.
    subscribed     INTEGER,
    products       TEXT NOT NULL,
    said_at        INTEGER,
    hold           TEXT NOT NULL,
    decision       TEXT,
    -- When the last slotStatus went out.
    status_at      INTEGER,
    UNIQUE (device_id, slot),
    FOREIGN KEY (model, slot) REFERENCES model_slots (model, slot)
) STRICT;
