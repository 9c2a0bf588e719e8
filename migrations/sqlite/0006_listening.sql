-- What is known of being heard: a server that was away may have missed Amazon's messages.

CREATE TABLE pulses (
    -- The one row.
    id  INTEGER PRIMARY KEY CHECK (id = 1),
    -- When a server last listened.
    at  INTEGER NOT NULL
) STRICT;

-- The SNS subscription of each topic, as SNS last said.
CREATE TABLE topics (
    topic            TEXT PRIMARY KEY,
    confirmed_at     INTEGER,
    unsubscribed_at  INTEGER
) STRICT;

-- What the slot's pack was when the order was asked for, base units: for when no message tells.
ALTER TABLE orders ADD COLUMN asked INTEGER;
