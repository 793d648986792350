-- What a worker writes down with somebody: sealed to the phone of who has the app, and under claim words for who has none.

CREATE TABLE guests (
    place      BLOB PRIMARY KEY CHECK (length(place) = 16), -- derived from the stretched claim words; gives none of them away
    proof_hash BLOB NOT NULL CHECK (length(proof_hash) = 32), -- SHA-256 of the proof that only the claim words give
    worker_id  BLOB NOT NULL REFERENCES workers (worker_id), -- who writes in it; nobody else may
    rev        INTEGER NOT NULL, -- the newest revision, one more with each answer; the one before is replaced
    bytes      BLOB,             -- sealed under the claim words; null once it was taken
    made_at    INTEGER NOT NULL, -- when the first revision arrived
    stored_at  INTEGER NOT NULL, -- when this one did
    ends_at    INTEGER NOT NULL, -- the last moment it is kept: 90 days after the first, taken or not
    opened_at  INTEGER,          -- when it was first opened, if it was; whoever opens it later is told
    taken_at   INTEGER           -- when it was on its person's phone; null while it waits
) STRICT;
CREATE INDEX guests_by_worker ON guests (worker_id);
CREATE INDEX guests_by_end ON guests (ends_at);

CREATE TABLE written (
    written_id BLOB NOT NULL CHECK (length(written_id) = 16), -- drawn by the worker's app; the check-in inside has another
    person_id  BLOB NOT NULL REFERENCES people (person_id), -- whose answers they are
    worker_id  BLOB NOT NULL REFERENCES workers (worker_id), -- who writes them down
    rev        INTEGER NOT NULL, -- the newest revision, one more with each answer; the one before is replaced
    bytes      BLOB,             -- sealed to the person; null once it is closed
    made_at    INTEGER NOT NULL, -- when the first revision arrived
    stored_at  INTEGER NOT NULL, -- when this one did
    ends_at    INTEGER NOT NULL, -- the last moment it is kept: 90 days after the first, closed or not
    closed_at  INTEGER,          -- when it was on their phone or thrown away, nothing says which; null while it waits
    PRIMARY KEY (person_id, written_id)
) STRICT;
CREATE INDEX written_by_worker ON written (worker_id, person_id);
CREATE INDEX written_by_end ON written (ends_at);
