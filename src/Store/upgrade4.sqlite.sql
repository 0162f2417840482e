-- Edits that nobody is told of.
alter table article add column quiet integer not null default 0;
