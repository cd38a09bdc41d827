-- When each user was seen last, by whichever node. It is no view: the journal has nothing of it. It
-- is written in batches by the nodes for those who are there, and read for those who are not.

create table last_seen (
  tenant text not null,
  user_id text not null,
  seen_at timestamptz not null,
  primary key (tenant, user_id)
) with (fillfactor = 70);
