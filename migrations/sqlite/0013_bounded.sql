-- What a page or a fold reads is bounded by the page or by its piece, however long the journal is.

-- Whether an entry changes nothing where it stands in the fold: a report that moves neither the stock nor what a day
-- counts, or one without effect. The fold says it, as it says the days.
ALTER TABLE journal ADD COLUMN noop INTEGER NOT NULL DEFAULT FALSE;

-- What is known without a fold: the same reading again, nothing used, no effect.
UPDATE journal SET noop = TRUE WHERE NOT effective OR kind = 'used' AND amount = 0 AND id NOT IN (
    SELECT undoes FROM journal WHERE undoes IS NOT NULL);
UPDATE journal SET noop = TRUE WHERE id IN (
    SELECT id FROM (
        SELECT j.id, j.kind, j.amount, LAG(j.kind) OVER fold AS kind_before, LAG(j.amount) OVER fold AS amount_before
        FROM journal j
        WHERE j.effective AND j.kind <> 'undo' AND j.id NOT IN (SELECT undoes FROM journal WHERE undoes IS NOT NULL)
        WINDOW fold AS (PARTITION BY j.slot_id ORDER BY j.at, j.accepted))
    WHERE kind IN ('level', 'total') AND kind = kind_before AND amount = amount_before);

-- In place of the order of the fold alone: what changed something is read without what did not.
DROP INDEX journal_fold;
CREATE UNIQUE INDEX journal_fold ON journal (slot_id, noop, at, accepted);

-- How far a journal has been counted again, where that takes more than one piece.
ALTER TABLE slots ADD COLUMN counting TEXT;
