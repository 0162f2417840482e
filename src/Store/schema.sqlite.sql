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
    withdrawn integer
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
    gone integer
);

-- In the order of a feed: its newest entries are the first rows of the index.
create table if not exists member (
    topic integer not null,
    at integer not null,
    id text not null,
    article integer not null,
    primary key (topic, at desc, id)
) without rowid;

create index if not exists member_article on member (article);
