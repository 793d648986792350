-- Workers who are away, and what was deleted because somebody asked for it in the room.

-- The last civil day on which a worker is away, 2026-05-12, as they said; null while they are here. People they met are told.
ALTER TABLE workers ADD COLUMN away_until TEXT;
-- The worker deleted everything of this person. 1: the permission held until then, and its phone is told why it ended; 2: it
-- was over before. Neither is listed to the worker any more.
ALTER TABLE consents ADD COLUMN on_request INTEGER NOT NULL DEFAULT 0 CHECK (on_request IN (0, 1, 2));
