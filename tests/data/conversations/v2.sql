-- What a GlanceDesk of schema 2 wrote: a folder with instructions, a conversation in it with a branch, a tag and a draft,
-- and one in the trash.
PRAGMA journal_mode = WAL;
CREATE TABLE conversations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL
);
CREATE TABLE turns (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation INTEGER NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    asked INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL DEFAULT '',
    thinking TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL,
    problem TEXT NOT NULL DEFAULT '',
    model TEXT NOT NULL DEFAULT '',
    prompt_tokens INTEGER NOT NULL DEFAULT 0,
    image_tokens INTEGER NOT NULL DEFAULT 0,
    new_tokens INTEGER NOT NULL DEFAULT 0,
    first_token_seconds REAL NOT NULL DEFAULT 0,
    total_seconds REAL NOT NULL DEFAULT 0
);
CREATE INDEX turns_of_conversation ON turns(conversation, position);
CREATE TABLE turn_pictures (
    turn INTEGER NOT NULL REFERENCES turns(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    hash TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (turn, position)
) WITHOUT ROWID;
CREATE INDEX pictures_by_hash ON turn_pictures(hash);
CREATE TABLE folders (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    instructions TEXT NOT NULL DEFAULT ''
);
ALTER TABLE conversations ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE conversations ADD COLUMN title_by TEXT NOT NULL DEFAULT 'question';
ALTER TABLE conversations ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN folder INTEGER REFERENCES folders(id) ON DELETE SET NULL;
ALTER TABLE conversations ADD COLUMN trashed INTEGER;
ALTER TABLE conversations ADD COLUMN shown INTEGER;
UPDATE conversations SET title = COALESCE((SELECT trim(substr(replace(replace(question, char(13), ' '), char(10), ' '),
    1, 60)) FROM turns WHERE conversation = conversations.id ORDER BY position, id LIMIT 1), '');
CREATE INDEX conversations_in_order ON conversations(trashed, pinned DESC, changed DESC);
CREATE INDEX conversations_by_folder ON conversations(folder);

ALTER TABLE turns ADD COLUMN parent INTEGER REFERENCES turns(id) ON DELETE CASCADE;
UPDATE turns SET parent = (SELECT before.id FROM turns before WHERE before.conversation = turns.conversation
    AND (before.position, before.id) < (turns.position, turns.id)
    ORDER BY before.position DESC, before.id DESC LIMIT 1);
CREATE INDEX turns_by_parent ON turns(parent);

CREATE TABLE tags (
    conversation INTEGER NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    PRIMARY KEY (conversation, name)
) WITHOUT ROWID;
CREATE INDEX tags_by_name ON tags(name);

CREATE TABLE drafts (
    conversation INTEGER PRIMARY KEY,
    changed INTEGER NOT NULL,
    text TEXT NOT NULL
);
CREATE TABLE draft_pictures (
    conversation INTEGER NOT NULL REFERENCES drafts(conversation) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    hash TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (conversation, position)
) WITHOUT ROWID;

CREATE VIRTUAL TABLE turn_words USING fts5(question, answer, tokenize = 'trigram');
INSERT INTO turn_words (rowid, question, answer) SELECT id, question, answer FROM turns;
CREATE TRIGGER turn_words_added AFTER INSERT ON turns BEGIN
    INSERT INTO turn_words (rowid, question, answer) VALUES (new.id, new.question, new.answer);
END;
CREATE TRIGGER turn_words_changed AFTER UPDATE OF question, answer ON turns
    WHEN old.question IS NOT new.question OR old.answer IS NOT new.answer BEGIN
    UPDATE turn_words SET question = new.question, answer = new.answer WHERE rowid = new.id;
END;
CREATE TRIGGER turn_words_removed AFTER DELETE ON turns BEGIN
    DELETE FROM turn_words WHERE rowid = old.id;
END;
PRAGMA user_version = 2;
INSERT INTO folders (id, name, instructions) VALUES (1, '路由器', '只回答路由器的问题。');
INSERT INTO conversations (id, created, changed, title, title_by, pinned, folder, trashed, shown) VALUES
    (1, 1763700000000, 1763700060000, '红灯与断网', 'agent', 1, 1, NULL, 3),
    (2, 1763710000000, 1763710000000, 'What is E-42?', 'question', 0, NULL, 1763720000000, 4);
INSERT INTO turns (id, conversation, position, parent, asked, changed, question, answer, state, model, new_tokens) VALUES
    (1, 1, 0, NULL, 1763700000000, 1763700010000, '路由器的红灯是什么意思？', '表示断网。', 'done', 'demo', 6),
    (2, 1, 1, 1, 1763700020000, 1763700030000, '怎么处理？', '重启路由器。', 'done', 'demo', 7),
    (3, 1, 1, 1, 1763700040000, 1763700050000, '客户该怎么做？', '请客户检查网线。', 'stopped', 'demo', 8),
    (4, 2, 0, NULL, 1763710000000, 1763710000000, 'What is E-42?', '', 'failed', 'demo', 0);
INSERT INTO turn_pictures (turn, position, hash, name) VALUES
    (1, 0, '0000000000000000000000000000000000000000000000000000000000000001', 'router.png');
INSERT INTO tags (conversation, name) VALUES (1, '急');
INSERT INTO drafts (conversation, changed, text) VALUES (1, 1763700070000, '还有一个问题');
