-- Two lanes of work, by the kind of a job, which its key begins with: what somebody waits for (0), and what is of the
-- whole fleet and in no hurry (1). Claiming reads a range of the index.
ALTER TABLE jobs ADD COLUMN lane BIGINT NOT NULL GENERATED ALWAYS AS (
    CASE WHEN split_part(key, ':', 1) IN ('slot_status', 'daily', 'model', 'catch_up', 'cleanup') THEN 1 ELSE 0 END
) STORED;

CREATE INDEX jobs_due ON jobs (lane, run_at, id);
DROP INDEX jobs_run_at;
