-- What the server keeps. Ids and keys are raw bytes; every moment is UTC milliseconds; "sealed" means that the server
-- holds no key that opens it. Nothing here names a person: a person is known by the hash of two public keys.

CREATE TABLE organisation (
    one    INTEGER PRIMARY KEY CHECK (one = 1), -- one deployment serves one organisation: there is one row
    org_id BLOB NOT NULL CHECK (length(org_id) = 16), -- drawn by `server init`; phones pin it, it never changes
    name             TEXT NOT NULL, -- what `server init` was told, here and below; a flag or setting counts before it
    safeguarding     TEXT NOT NULL, -- the deployer's sentence, may be empty
    person_url       TEXT NOT NULL, -- the person's origin, as browsers write it
    team_url         TEXT NOT NULL, -- the team's origin, likewise
    packs            TEXT,          -- folder of instrument packs
    complaints_name  TEXT NOT NULL, -- who takes complaints; people read this under About
    complaints_reach TEXT NOT NULL, -- a number, an address or a page
    key_hash         BLOB NOT NULL CHECK (length(key_hash) = 32), -- SHA-256 of the sign-in key that was made with this
    made_at          INTEGER NOT NULL
) STRICT;

CREATE TABLE workers (
    worker_id      BLOB PRIMARY KEY CHECK (length(worker_id) = 16), -- drawn by `server team add`
    name           TEXT NOT NULL,    -- as the deployer wrote it; on the card and in the sign-in form
    sign_in_name   TEXT NOT NULL UNIQUE, -- the same in small letters; also OPAQUE's credential identifier
    role           TEXT NOT NULL CHECK (role IN ('key-worker', 'peer-worker')),
    team           TEXT NOT NULL,    -- may be empty
    made_at        INTEGER NOT NULL, -- when the deployer added them
    set_up_hash    BLOB,             -- SHA-256 of the set-up link's token; null once used
    set_up_ends_at INTEGER,          -- the link works until then; null once used
    opaque_record  BLOB,             -- OPAQUE registration; null until set up; says nothing about the password
    kem_pk         BLOB CHECK (length(kem_pk) = 32), -- X25519, made in the worker's browser; null until set up
    sig_pk         BLOB CHECK (length(sig_pk) = 32), -- Ed25519, likewise
    wrapped_keys   BLOB,             -- the secret halves, sealed under the password's export key; null until set up
    second_factor  INTEGER NOT NULL DEFAULT 0 CHECK (second_factor IN (0, 1)), -- 1: a password alone is not enough
    last_looked_at INTEGER,          -- when their app last asked what is shared with them; people see this
    ended_at       INTEGER           -- when the deployer said that they have moved on: no sign-in, no key, no envelope
) STRICT;

CREATE TABLE keyrings (
    worker_id BLOB NOT NULL REFERENCES workers (worker_id), -- whose; sealed inside as well
    revision  INTEGER NOT NULL, -- rises by one with every part, so two pages cannot overwrite each other
    whole     INTEGER NOT NULL CHECK (whole IN (0, 1)), -- 1: stands for all before it; 0: is added to them
    bytes     BLOB NOT NULL,    -- sealed: introduction secrets, the people pinned by their keys, what was seen of theirs
    stored_at INTEGER NOT NULL, -- when, so that a deployer can tell one from another
    PRIMARY KEY (worker_id, revision)
) STRICT;

CREATE TABLE sign_ins (
    attempt_hash BLOB PRIMARY KEY CHECK (length(attempt_hash) = 32), -- SHA-256 of the attempt's random name
    worker_id    BLOB REFERENCES workers (worker_id), -- null: the name is unknown and the proof cannot succeed
    state        BLOB NOT NULL,   -- OPAQUE's state between the two messages
    ends_at      INTEGER NOT NULL -- one minute after the start
) STRICT;

CREATE TABLE sessions (
    token_hash   BLOB PRIMARY KEY CHECK (length(token_hash) = 32), -- SHA-256 of the cookie's value
    worker_id    BLOB NOT NULL REFERENCES workers (worker_id), -- whose
    stage        TEXT NOT NULL CHECK (stage IN ('password', 'full')), -- how far the sign-in has come
    made_at      INTEGER NOT NULL, -- ends 12 hours later
    last_used_at INTEGER NOT NULL  -- ends 15 minutes later; kept to the nearest half minute
) STRICT;

CREATE TABLE tries (
    subject BLOB NOT NULL,    -- SHA-256 of the sign-in name that was tried, known or not
    at      INTEGER NOT NULL  -- when; kept for one minute
) STRICT;
CREATE INDEX tries_by_subject ON tries (subject, at);

CREATE TABLE people (
    person_id    BLOB PRIMARY KEY CHECK (length(person_id) = 16), -- hash of the two keys
    sig_pk       BLOB NOT NULL CHECK (length(sig_pk) = 32), -- Ed25519: checks requests and permissions
    kem_pk       BLOB NOT NULL CHECK (length(kem_pk) = 32), -- X25519: workers seal replies to it
    met_at       INTEGER NOT NULL,          -- first accepted introduction
    last_reply_n INTEGER NOT NULL DEFAULT 0 -- number of the newest reply in their inbox; never below the clock, ms
) STRICT;

CREATE TABLE introductions (
    locator      INTEGER PRIMARY KEY CHECK (locator BETWEEN 0 AND 1073741823), -- first 30 bits of the code
    worker_id    BLOB NOT NULL REFERENCES workers (worker_id), -- who made it
    card         BLOB NOT NULL,    -- sealed under the code's secret: name, role, team, keys
    claim_hash   BLOB NOT NULL CHECK (length(claim_hash) = 32), -- SHA-256 of the proof that only the secret gives
    made_at      INTEGER NOT NULL, -- when
    ends_at      INTEGER NOT NULL, -- 14 days later
    wrong_claims INTEGER NOT NULL DEFAULT 0, -- wrong proofs so far; five burn the introduction
    person_id    BLOB REFERENCES people (person_id), -- who accepted; null while open
    claimed_at   INTEGER,          -- when; null while open
    hello        BLOB,             -- sealed to the worker: the name, if the person told it; null while open
    mac          BLOB              -- over all keys, under the code's secret, for the worker to check; null while open
) STRICT;
CREATE INDEX introductions_by_worker ON introductions (worker_id);
CREATE INDEX introductions_by_person ON introductions (person_id, worker_id);

CREATE TABLE consents (
    person_id   BLOB NOT NULL REFERENCES people (person_id), -- who permits
    consent_id  BLOB NOT NULL CHECK (length(consent_id) = 16), -- the permission, through all its revisions
    rev         INTEGER NOT NULL, -- the newest revision; the one before is replaced
    worker_id   BLOB NOT NULL REFERENCES workers (worker_id), -- who may see; the same through all revisions
    status      TEXT NOT NULL CHECK (status IN ('active', 'withdrawn')), -- withdrawn is a tombstone, kept 13 months
    ends        TEXT NOT NULL,    -- last civil day, 2026-05-12
    bytes       BLOB NOT NULL,    -- the signed record as received; names nothing that is shared
    received_at INTEGER NOT NULL, -- when this revision arrived
    deleted_at  INTEGER,          -- withdrawn: when everything under it was deleted
    envelopes   INTEGER,          -- withdrawn: how many that were
    looked_at   INTEGER,          -- withdrawn: the worker's last look at that moment, so a repeat gets the same reply
    left_disk   INTEGER NOT NULL DEFAULT 0 CHECK (left_disk IN (0, 1)), -- withdrawn: 1 once the log was emptied since
    PRIMARY KEY (person_id, consent_id)
) STRICT;
CREATE INDEX consents_by_worker ON consents (worker_id);
CREATE INDEX consents_leaving ON consents (deleted_at) WHERE deleted_at IS NOT NULL AND left_disk = 0;

CREATE TABLE envelopes (
    person_id   BLOB NOT NULL,    -- who shares
    worker_id   BLOB NOT NULL REFERENCES workers (worker_id), -- with whom
    item_id     BLOB NOT NULL CHECK (length(item_id) = 16), -- what, by a name that says nothing
    rev         INTEGER NOT NULL, -- its revision
    consent_id  BLOB NOT NULL,    -- under which permission; gone with it
    seq         INTEGER NOT NULL, -- rising from one person to one worker, so that a worker sees what is missing
    bytes       BLOB NOT NULL,    -- sealed to the worker
    received_at INTEGER NOT NULL, -- when
    PRIMARY KEY (person_id, worker_id, item_id, rev),
    UNIQUE (person_id, worker_id, seq),
    FOREIGN KEY (person_id, consent_id) REFERENCES consents (person_id, consent_id)
) STRICT;
CREATE INDEX envelopes_by_consent ON envelopes (person_id, consent_id);
CREATE INDEX envelopes_by_worker ON envelopes (worker_id);

CREATE TABLE sequences (
    person_id BLOB NOT NULL,    -- from whom
    worker_id BLOB NOT NULL,    -- to whom
    last_seq  INTEGER NOT NULL, -- highest number so far; outlives the envelopes, so that no number is used twice
    PRIMARY KEY (person_id, worker_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipts (
    person_id BLOB NOT NULL,    -- whose item
    worker_id BLOB NOT NULL,    -- who opened it
    item_id   BLOB NOT NULL,    -- the item; the receipt outlives the envelope, so the person still learns of it
    rev       INTEGER NOT NULL, -- its revision
    opened_at INTEGER NOT NULL, -- the first time
    PRIMARY KEY (person_id, worker_id, item_id, rev)
) STRICT;

CREATE TABLE replies (
    person_id   BLOB NOT NULL REFERENCES people (person_id), -- to whom
    reply_id    BLOB NOT NULL CHECK (length(reply_id) = 16), -- drawn by the worker's app
    worker_id   BLOB NOT NULL REFERENCES workers (worker_id), -- from whom
    n           INTEGER NOT NULL, -- place in this person's inbox
    bytes       BLOB NOT NULL,    -- sealed to the person
    received_at INTEGER NOT NULL, -- when
    PRIMARY KEY (person_id, worker_id, reply_id),
    UNIQUE (person_id, n)
) STRICT;

CREATE TABLE nonces (
    person_id BLOB NOT NULL,    -- who signed a request that changed something
    nonce     BLOB NOT NULL CHECK (length(nonce) = 16), -- may be used once
    at        INTEGER NOT NULL, -- kept for ten minutes, twice the clock tolerance
    PRIMARY KEY (person_id, nonce)
) STRICT, WITHOUT ROWID;

CREATE TABLE pack_confirmations (
    pack_hash BLOB PRIMARY KEY CHECK (length(pack_hash) = 32), -- SHA-256 of the file that was compared
    by_whom   TEXT NOT NULL,    -- who compared it with the licensed sheet
    on_day    TEXT NOT NULL,    -- the civil day, 2026-05-12
    demo      INTEGER NOT NULL CHECK (demo IN (0, 1)) -- 1: a demonstration confirmed its own
) STRICT;

CREATE TABLE audit (
    n       INTEGER PRIMARY KEY, -- the order
    at      INTEGER NOT NULL,    -- when
    actor   TEXT NOT NULL CHECK (actor IN ('deployer', 'worker', 'person', 'nobody')),
    by_id   BLOB CHECK (length(by_id) = 16),    -- which worker or person; no name
    deed    TEXT NOT NULL,       -- what they did, never what it held
    about   BLOB CHECK (length(about) = 16),    -- to which worker or person, if to another
    outcome TEXT NOT NULL CHECK (outcome IN ('done', 'refused'))
) STRICT;
CREATE INDEX audit_by_moment ON audit (at);
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit log is only added to');
END;
-- 396 days, as stated in docs/DATA.md; by the clock of the machine, whatever the caller says.
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit WHEN old.at > unixepoch() * 1000 - 396 * 86400000 BEGIN
    SELECT RAISE(ABORT, 'the audit log is only added to');
END;
