-- Until when whoever works on an operation is taken to be alive; absent for what an earlier version has begun.
ALTER TABLE operations ADD COLUMN kept_until TEXT;
