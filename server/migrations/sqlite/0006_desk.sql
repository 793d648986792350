-- Browsers in which a worker has signed in before, and replies that are half written. From here on `tries.subject` is the
-- hash of a browser in this table: tries of any other browser are counted with its address, and so only in memory.

CREATE TABLE known_browsers (
    browser_hash BLOB PRIMARY KEY CHECK (length(browser_hash) = 32), -- SHA-256 of its cookie's value and the worker's id: two workers at one computer have nothing in common here
    worker_id    BLOB NOT NULL REFERENCES workers (worker_id), -- who proved their password there; the newest 20 each
    last_used_at INTEGER NOT NULL -- when they last did; forgotten 400 days later
) STRICT;
CREATE INDEX known_browsers_by_worker ON known_browsers (worker_id, last_used_at);

CREATE TABLE reply_drafts (
    worker_id BLOB NOT NULL REFERENCES workers (worker_id), -- who writes
    person_id BLOB NOT NULL REFERENCES people (person_id),  -- to whom; gone with their last permission for this worker
    reply_id  BLOB NOT NULL CHECK (length(reply_id) = 16),  -- the reply it will be; gone when that is sent
    bytes     BLOB NOT NULL,    -- sealed under a key of the worker's own, padded to one of a few sizes
    stored_at INTEGER NOT NULL, -- when; each takes the place of the one before
    PRIMARY KEY (worker_id, person_id)
) STRICT;
CREATE INDEX reply_drafts_by_person ON reply_drafts (person_id);
