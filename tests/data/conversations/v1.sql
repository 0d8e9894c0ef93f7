-- What a GlanceDesk of schema 1 wrote: two conversations, one with a picture, one answer cut off by a crash.
PRAGMA journal_mode = WAL;
CREATE TABLE conversations (id INTEGER PRIMARY KEY AUTOINCREMENT, created INTEGER NOT NULL, changed INTEGER NOT NULL);
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
INSERT INTO conversations VALUES (1, 1700000000000, 1700000009000), (2, 1700000100000, 1700000109000);
INSERT INTO turns (id, conversation, position, asked, changed, question, answer, state, model, new_tokens, total_seconds)
VALUES (1, 1, 0, 1700000000000, 1700000005000, '路由器的红灯是什么意思？' || char(10) || '客户很急。', '红灯表示**断网**。', 'done', 'demo', 9, 2.5),
       (2, 1, 1, 1700000006000, 1700000009000, 'And the green one?', 'It means the network is con', 'answering', 'demo', 0, 0),
       (3, 2, 0, 1700000100000, 1700000109000, 'Printer shows E-13', 'The tray is empty.', 'length', 'demo', 5, 1.25);
INSERT INTO turn_pictures VALUES (1, 0, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'router.png');
PRAGMA user_version = 1;
