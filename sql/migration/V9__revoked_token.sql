-- For each user whose tokens were revoked: those issued up to this second are refused. It is no
-- view: the journal has nothing of it. A row can go when the last token issued before it has
-- expired; nothing removes it by itself.

create table revoked_token (
  tenant text not null,
  user_id text not null,
  issued_until timestamptz not null,
  changed_at timestamptz not null default clock_timestamp(),   -- by the database's clock alone
  primary key (tenant, user_id)
);

-- What the nodes look for every second.
create index revoked_token_by_change on revoked_token (changed_at);
