-- What happened, as facts for the maker's own systems: no person, and no name of Amazon's.

CREATE TABLE events (
    device_id  BLOB NOT NULL REFERENCES devices (id),
    -- Its place among the events of its device: the moment, or one more than the event before it.
    position   INTEGER NOT NULL,
    -- Its place among all events, given after its transaction was committed.
    number     INTEGER,
    type       TEXT NOT NULL,
    at         INTEGER NOT NULL,
    serial     TEXT NOT NULL,
    -- Amazon's name of the slot.
    slot       TEXT,
    order_id   BLOB,
    data       TEXT NOT NULL,
    PRIMARY KEY (device_id, position)
) STRICT;

CREATE UNIQUE INDEX events_number ON events (number) WHERE number IS NOT NULL;
CREATE INDEX events_unnumbered ON events (position, device_id) WHERE number IS NULL;
CREATE INDEX events_at ON events (at);

-- The last number that was given; whoever gives more holds this row.
CREATE TABLE event_numbers (
    -- The one row.
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    last  INTEGER NOT NULL
) STRICT;
