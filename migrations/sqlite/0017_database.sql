-- What servers find of the database and of their clock.

-- Where a server tries whether it can write.
CREATE TABLE probes (
    -- The one row.
    id  INTEGER PRIMARY KEY CHECK (id = 1),
    at  INTEGER NOT NULL
) STRICT;

-- While the clock is doubted: the newest moment that is believed, since when, and for how long servers have run since.
ALTER TABLE pulses ADD COLUMN believed INTEGER;
ALTER TABLE pulses ADD COLUMN doubted_since INTEGER;
ALTER TABLE pulses ADD COLUMN doubt_ran INTEGER;
