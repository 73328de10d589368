-- Statements that are the same for both engines ask for owners as a truth, not as a number.
DROP INDEX memberships_of_owners;

CREATE INDEX memberships_of_owners ON memberships (container, member) WHERE owns;
