-- What servers find of the database and of their clock.

-- Where a server tries whether it can write.
CREATE TABLE probes (
    -- The one row.
    id  BIGINT PRIMARY KEY CHECK (id = 1),
    at  BIGINT NOT NULL
);

-- While the clock is doubted: the newest moment that is believed, since when, and for how long servers have run since.
ALTER TABLE pulses ADD COLUMN believed BIGINT;
ALTER TABLE pulses ADD COLUMN doubted_since BIGINT;
ALTER TABLE pulses ADD COLUMN doubt_ran BIGINT;
