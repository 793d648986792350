-- What proves a worker beside their password, and what opens their account when password or second factor are lost.

CREATE TABLE codes (
    worker_id   BLOB PRIMARY KEY REFERENCES workers (worker_id), -- whose; one app that makes codes
    salt        BLOB NOT NULL CHECK (length(salt) = 32), -- gives the codes' secret only with the sign-in key, which is in no table
    last_step   INTEGER NOT NULL, -- the newest half minute whose code was accepted: each code works once
    wrong       INTEGER NOT NULL DEFAULT 0, -- wrong ones since the last right one
    waits_until INTEGER NOT NULL DEFAULT 0, -- after several wrong ones none is looked at before then
    made_at     INTEGER NOT NULL  -- when the app was connected
) STRICT;

CREATE TABLE recoveries (
    worker_id    BLOB PRIMARY KEY REFERENCES workers (worker_id), -- whose; a new code takes the place of the one before
    proof_hash   BLOB NOT NULL CHECK (length(proof_hash) = 32), -- SHA-256 of the proof that only the recovery code gives
    wrapped_keys BLOB NOT NULL,    -- the account's secret keys, sealed under the recovery code
    made_at      INTEGER NOT NULL  -- when it was printed
) STRICT;

ALTER TABLE workers ADD COLUMN recovered_at INTEGER; -- when a recovery code of theirs was last used; they and a lead see it
