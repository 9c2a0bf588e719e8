-- What a report may find of its slot without reading history.

-- The latest entry that the stock holds: a report of that time or later is one more step of the fold.
-- NULL: the journal has to be folded.
ALTER TABLE slots ADD COLUMN folded_to INTEGER;
-- So much more may be used, and until when, before the last evaluation can come out otherwise.
-- NULL: the next entry has to be evaluated.
ALTER TABLE slots ADD COLUMN quiet_use INTEGER;
ALTER TABLE slots ADD COLUMN quiet_until INTEGER;

-- An entry that goes, or comes among many, is looked for among the parcels that it counted.
CREATE INDEX parcels_counted ON parcels (counted);
