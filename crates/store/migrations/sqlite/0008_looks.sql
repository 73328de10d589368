-- Who goes on with a run that only looks, and until when it is taken to be alive. It needs no lease.
ALTER TABLE runs ADD COLUMN looker TEXT;
ALTER TABLE runs ADD COLUMN looks_until TEXT;
