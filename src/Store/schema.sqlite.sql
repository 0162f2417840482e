create table if not exists meta (
    key text primary key,
    value text not null
) without rowid;

-- What an import knows of a file, so that an unchanged one is not read again.
create table if not exists file (
    root text not null,
    path text not null,
    stamp text not null,
    hash text not null,
    due integer,
    article integer not null,
    remarks text not null,
    primary key (root, path)
) without rowid;

-- The key begins with the second in which the article was published or first seen: newest articles, highest keys.
create table if not exists article (
    key integer primary key,
    id text not null unique,
    root text not null,
    path text not null,
    record text not null default '',
    page text,
    slug text not null unique,
    title text not null,
    summary text not null,
    content text not null,
    url text,
    language text not null,
    published integer,
    updated integer,
    details text not null,
    said text,
    first_seen integer not null,
    changed integer,
    withdrawn integer,
    touched integer not null default 0,
    quiet integer not null default 0
);

create index if not exists article_place on article (root, path, record);

create index if not exists article_page on article (page) where page is not null;

-- Other places that bring an article too, and say less of it: weight is the length of their text in characters.
create table if not exists copy (
    root text not null,
    path text not null,
    record text not null,
    article integer not null,
    title text not null,
    weight integer not null,
    primary key (root, path, record)
) without rowid;

create index if not exists copy_article on copy (article);

create table if not exists topic (
    number integer primary key,
    slug text not null unique,
    definition text not null,
    version integer not null,
    last_modified integer not null,
    gone integer,
    automatic integer not null default 0,
    places integer not null default 0
);

-- In the order of a feed: its newest entries are the first rows of the index. Places count from 1, in the order in which
-- articles joined the topic; they never change.
create table if not exists member (
    topic integer not null,
    at integer not null,
    id text not null,
    article integer not null,
    place integer not null default 0,
    primary key (topic, at desc, id)
) without rowid;

create index if not exists member_article on member (article);

create index if not exists member_place on member (topic, place);

-- Who left a topic: the place is kept for them. Withdrawn is when, for those who left it because they were withdrawn.
create table if not exists former_member (
    topic integer not null,
    at integer not null,
    id text not null,
    article integer not null,
    place integer not null,
    withdrawn integer,
    primary key (topic, at desc, id)
) without rowid;

create index if not exists former_member_article on former_member (article);

-- When an archive document last changed by itself.
create table if not exists archive (
    topic integer not null,
    number integer not null,
    last_modified integer not null,
    primary key (topic, number)
) without rowid;

-- Articles whose words the index does not hold as they are now.
create table if not exists unindexed (
    article integer primary key
);

-- The number of an article in the index of words: dense, for that keeps the index small.
create table if not exists indexed (
    number integer primary key,
    article integer not null unique
);

-- The words come folded and are taken as they are: this tokenizer leaves everything but ASCII alone.
create virtual table if not exists words using fts5 (
    text, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii', prefix = '1 2 3 4 5'
);
