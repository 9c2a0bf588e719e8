-- Grows with every change of the machine or of anything on it: open pages ask for it to know that they
-- are out of date.
ALTER TABLE devices ADD COLUMN revision BIGINT NOT NULL DEFAULT 0;
