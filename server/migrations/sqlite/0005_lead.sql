-- Team leads, names of roles, and workers who began anew.

-- 1: a team lead, whatever stands in `role`. A column of its own, because the table's check on `role` names two words and
-- SQLite changes no check without making the table anew.
ALTER TABLE workers ADD COLUMN lead INTEGER NOT NULL DEFAULT 0 CHECK (lead IN (0, 1));
-- What the role is called, as people read it; empty where it is called by its kind.
ALTER TABLE workers ADD COLUMN called TEXT NOT NULL DEFAULT '';
-- An ended account whose keys were lost: the account that took its place. People are told that it is a new start.
ALTER TABLE workers ADD COLUMN new_start BLOB REFERENCES workers (worker_id) CHECK (length(new_start) = 16);

CREATE TABLE role_names (
    name TEXT PRIMARY KEY COLLATE NOCASE, -- what the deployer calls a role: "housing support"
    role TEXT NOT NULL CHECK (role IN ('key-worker', 'peer-worker', 'lead')) -- its kind
) STRICT, WITHOUT ROWID;
