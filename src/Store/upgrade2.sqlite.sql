-- Files that hold several articles, and articles that several files hold.
alter table article add column record text not null default '';

alter table article add column page text;

alter table article add column said text;

drop index if exists article_path;
