-- What a report may find of its slot without reading history.

-- The latest entry that the stock holds: a report of that time or later is one more step of the fold.
-- NULL: the journal has to be folded.
ALTER TABLE slots ADD COLUMN folded_to BIGINT;
-- So much more may be used, and until when, before the last evaluation can come out otherwise.
-- NULL: the next entry has to be evaluated.
ALTER TABLE slots ADD COLUMN quiet_use BIGINT;
ALTER TABLE slots ADD COLUMN quiet_until BIGINT;

-- Rows that each report changes: room on their page keeps the indexes out of it.
ALTER TABLE slots SET (fillfactor = 70);
ALTER TABLE devices SET (fillfactor = 80);
ALTER TABLE days SET (fillfactor = 80);

-- An entry that goes, or comes among many, is looked for among the parcels that it counted.
CREATE INDEX parcels_counted ON parcels (counted);

-- A slot says whose it is, so an entry that has a slot has a device.
ALTER TABLE journal DROP CONSTRAINT journal_device_id_fkey;
