-- All of it comes from the event log: a changed schema needs no second script, the file is built anew.

-- How far the event log has been followed, in the transaction of what was written.
CREATE TABLE place (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  position INTEGER NOT NULL,
  -- The id of the record there: of another log it would be another.
  id TEXT NOT NULL
);
INSERT INTO place (one, position, id) VALUES (1, 0, '');

CREATE TABLE occurrence (
  -- The sequence of its first event in the log.
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  alarm TEXT NOT NULL,
  category TEXT,
  tag TEXT,
  condition TEXT,
  enterprise TEXT,
  area TEXT,
  -- The class of the alarm and whose it was, as at the raise.
  class TEXT,
  position TEXT,
  priority TEXT,
  limit_value REAL,
  unit TEXT,
  message_zh TEXT,
  message_en TEXT,
  gate TEXT,
  subject TEXT,
  plate TEXT,
  -- Joined by a space.
  reasons TEXT,
  state TEXT NOT NULL,
  raised_ms INTEGER NOT NULL,
  onset_ms INTEGER,
  cleared_ms INTEGER,
  acknowledged_ms INTEGER,
  acknowledged_by TEXT,
  reset_ms INTEGER,
  reset_by TEXT,
  value REAL,
  quality TEXT,
  transitions INTEGER NOT NULL DEFAULT 0,
  missed INTEGER NOT NULL DEFAULT 0,
  -- How far its handling is; null where there is none.
  handling TEXT,
  -- Receipt of its newest event: retention goes by it.
  last_ms INTEGER NOT NULL
);
CREATE INDEX occurrence_raised ON occurrence (raised_ms);
CREATE INDEX occurrence_alarm ON occurrence (alarm, raised_ms);
CREATE INDEX occurrence_tag ON occurrence (tag, raised_ms);
CREATE INDEX occurrence_enterprise ON occurrence (enterprise, raised_ms);
CREATE INDEX occurrence_priority ON occurrence (priority, raised_ms);
CREATE INDEX occurrence_state ON occurrence (state, raised_ms);
CREATE INDEX occurrence_last ON occurrence (last_ms);
CREATE INDEX occurrence_unhandled ON occurrence (raised_ms) WHERE handling IN ('OPEN', 'ASSIGNED');

CREATE TABLE event (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  occurrence INTEGER NOT NULL,
  type TEXT NOT NULL,
  operator TEXT,
  comment TEXT,
  json BLOB NOT NULL,
  -- What the figures are made of: when, how the alarm stood, whose it was, and whether anybody was told.
  time_ms INTEGER NOT NULL,
  state TEXT NOT NULL,
  priority TEXT,
  position TEXT,
  -- Null in records of before this was written down.
  annunciated INTEGER,
  suppressed INTEGER NOT NULL,
  grouped INTEGER NOT NULL,
  drill INTEGER NOT NULL
);
CREATE INDEX event_time ON event (time_ms);
CREATE INDEX event_occurrence ON event (occurrence);
CREATE INDEX event_type ON event (type, occurrence);
CREATE INDEX event_operator ON event (operator, occurrence) WHERE operator IS NOT NULL;

-- What became of each command.
CREATE TABLE reply (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  occurrence TEXT,
  time_ms INTEGER NOT NULL,
  json BLOB NOT NULL
);
CREATE INDEX reply_occurrence ON reply (occurrence) WHERE occurrence IS NOT NULL;
CREATE INDEX reply_time ON reply (time_ms);

-- The words of an occurrence, found by its seq; the words themselves are not kept twice.
CREATE VIRTUAL TABLE words USING fts5 (text, content = '', contentless_delete = 1, tokenize = 'unicode61');
