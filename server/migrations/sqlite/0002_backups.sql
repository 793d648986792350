-- One sealed copy of a person's phone, if they turned that on. It is kept until they turn it off: nothing else ends it.

CREATE TABLE backups (
    person_id   BLOB PRIMARY KEY REFERENCES people (person_id), -- whose; there is at most one
    rev         INTEGER NOT NULL, -- rises by one with each that takes the place of the one before
    bytes       BLOB NOT NULL,    -- sealed under a key of the person's root, padded to one of five sizes
    received_at INTEGER NOT NULL  -- when this revision arrived
) STRICT;
