-- The first page of a list is read as it stands in an index, however long the list is.
CREATE INDEX runs_by_start ON runs (tenant, started_at DESC, id);

CREATE INDEX operations_by_creation ON operations (tenant, created_at, id);
