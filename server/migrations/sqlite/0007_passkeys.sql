-- Passkeys: what completes a sign-in beside the password, where the team's app has a host name.

CREATE TABLE passkeys (
    credential_id BLOB PRIMARY KEY,  -- as the authenticator named it; no two accounts have the same
    worker_id     BLOB NOT NULL REFERENCES workers (worker_id), -- whose
    passkey       TEXT NOT NULL,     -- public key, counter and flags, as the WebAuthn library writes them; nothing secret
    made_at       INTEGER NOT NULL,  -- when it was made
    used_at       INTEGER            -- when a sign-in was completed with it last
) STRICT;

CREATE INDEX passkeys_of ON passkeys (worker_id);
