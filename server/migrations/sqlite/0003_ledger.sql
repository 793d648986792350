-- What ties the database to its erasure ledger, `FILE.erased` beside it: the file that says what was taken back since a
-- copy of the database was made.

CREATE TABLE ledger (
    one       INTEGER PRIMARY KEY CHECK (one = 1), -- there is one row
    ledger_id BLOB NOT NULL CHECK (length(ledger_id) = 16), -- the ledger's own name, in its first line
    last_n    INTEGER NOT NULL -- number of the newest entry whose erasure is in this database; later ones are done again at the start
) STRICT;

CREATE TABLE taken_back (
    person_id  BLOB NOT NULL,    -- whose permission
    consent_id BLOB NOT NULL,    -- one that an older database put back never knew: a late copy of it may not come into force
    at         INTEGER NOT NULL, -- when it was taken back; kept 13 months
    PRIMARY KEY (person_id, consent_id)
) STRICT, WITHOUT ROWID;

-- 1: the ledger was lost, so it may have been taken back meanwhile: nothing under it is handed out until its phone has
-- sent it again.
ALTER TABLE consents ADD COLUMN waiting INTEGER NOT NULL DEFAULT 0 CHECK (waiting IN (0, 1));
