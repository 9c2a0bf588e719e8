-- What its household calls the machine. NULL: by its model's name.
ALTER TABLE devices ADD COLUMN name TEXT;
