-- View "notifications": what people who wrote are called, for notifications of those whose own
-- event names only their id. To the hour, so that who writes much is not written down each time; of
-- two names in one hour the greater one stays, whatever the order in which the rooms are read.

create table notification_person (
  tenant text not null,
  user_id text not null,
  hour timestamptz not null,
  name text not null,
  primary key (tenant, user_id)
) with (fillfactor = 80);

insert into notification_person (tenant, user_id, hour, name)
select distinct on (tenant, sender_id)
       tenant, sender_id, date_trunc('hour', created_at, 'UTC'), sender_name
  from message
 where sender_name is not null
 order by tenant, sender_id, date_trunc('hour', created_at, 'UTC') desc,
       sender_name collate "C" desc;
