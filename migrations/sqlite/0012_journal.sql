-- Every entry pays for each index of the journal and for what is in it. An entry's place in the fold is its own, which
-- one index says and finds; few entries take another back; half a hash tells two contents of one id apart; and the table
-- is in the order of its ids by itself.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE journal_copied AS SELECT * FROM journal;
DROP TABLE journal;

CREATE TABLE journal (
    id           BLOB PRIMARY KEY,
    slot_id      BLOB NOT NULL REFERENCES slots (id),
    device_id    BLOB NOT NULL REFERENCES devices (id),
    -- Order of acceptance within the slot.
    accepted     INTEGER NOT NULL,
    at           INTEGER NOT NULL,
    received_at  INTEGER NOT NULL,
    kind         TEXT NOT NULL CHECK (kind IN ('used', 'level', 'total', 'delivery', 'add', 'set', 'replaced', 'undo')),
    amount       INTEGER NOT NULL CHECK (amount >= 0),
    actor        TEXT NOT NULL,
    -- A report's id with half a hash of its content, or an action's one-time key with none.
    key          TEXT,
    content      BLOB,
    undoes       BLOB REFERENCES journal (id),
    -- 0: dated before the last owner's leaving, kept only to know it again.
    effective    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO journal (id, slot_id, device_id, accepted, at, received_at, kind, amount, actor, key, content, undoes,
    effective)
SELECT id, slot_id, device_id, accepted, at, received_at, kind, amount, actor, key,
    CASE length(content) WHEN 64 THEN unhex(substr(content, 1, 32)) ELSE CAST(content AS BLOB) END, undoes, effective
FROM journal_copied ORDER BY id;
DROP TABLE journal_copied;

-- A report or an action is there once; an entry without a key is nobody's repetition.
CREATE UNIQUE INDEX journal_once ON journal (device_id, key, COALESCE(content, x''));
CREATE UNIQUE INDEX journal_fold ON journal (slot_id, at, accepted);
CREATE UNIQUE INDEX journal_undone ON journal (undoes) WHERE undoes IS NOT NULL;
