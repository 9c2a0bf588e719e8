-- Every entry pays for each index of the journal and for what is in it. An entry's place in the fold is its own, which
-- one index says and finds; few entries take another back; and half a hash tells two contents of one id apart.
DROP INDEX journal_fold;
DROP INDEX journal_once;
ALTER TABLE journal
    DROP CONSTRAINT journal_slot_id_accepted_key,
    DROP CONSTRAINT journal_undoes_key,
    ALTER COLUMN content TYPE BYTEA USING
        CASE length(content) WHEN 64 THEN decode(left(content, 32), 'hex') ELSE convert_to(content, 'UTF8') END;
-- A report or an action is there once; an entry without a key is nobody's repetition.
CREATE UNIQUE INDEX journal_once ON journal (device_id, key, COALESCE(content, ''));
CREATE UNIQUE INDEX journal_fold ON journal (slot_id, at, accepted);
CREATE UNIQUE INDEX journal_undone ON journal (undoes) WHERE undoes IS NOT NULL;
