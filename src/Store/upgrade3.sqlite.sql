-- Archives, automatic topics, and articles that know when their page last changed.
alter table article add column touched integer not null default 0;

alter table topic add column automatic integer not null default 0;

alter table topic add column places integer not null default 0;

alter table member add column place integer not null default 0;

update member set place = counted.place
from (
    select m.topic, m.article, row_number() over (
        partition by m.topic order by a.first_seen, coalesce(a.published, a.first_seen), m.id) place
    from member m
    join article a on a.key = m.article) counted
where counted.topic = member.topic and counted.article = member.article;

update topic set places = (select count(*) from member m where m.topic = topic.number);
