-- What a run needs to go on applying its plan, from the moment the plan is visible until all of it was attempted:
-- JSON that the store does not look into.
ALTER TABLE runs ADD COLUMN pending TEXT COLLATE "C";

CREATE INDEX runs_unfinished ON runs (tenant, number) WHERE state = 'running' OR pending IS NOT NULL;
