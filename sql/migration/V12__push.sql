-- Notifications that leave the system. Neither table is a view: the journal has nothing of them, and
-- a rebuild of the notifications pushes nothing again.

-- Where the devices of users can be reached. An endpoint is a secret of its device, and belongs to
-- whoever signed in there last.
create table push_subscription (
  tenant text not null,
  id text not null,                         -- a hash of the endpoint
  user_id text not null,
  endpoint text not null,
  p256dh text not null,                     -- the device's public key, base64url
  auth text not null,                       -- the secret that it shares with us, base64url
  saved_at timestamptz not null default clock_timestamp(),
  primary key (tenant, id)
);

create index push_subscription_by_user on push_subscription (tenant, user_id, saved_at);

-- One row for each notification and each place that it still has to be brought to. It comes in the
-- transaction that makes the notification, and goes when it was brought, or is given up. Whoever
-- takes a row moves due_at on: should he die, another one takes it then.
create table push_due (
  tenant text not null,
  user_id text not null,
  id text not null,                         -- of the notification
  target text not null,                     -- the id of a subscription, or "webhook"
  due_at timestamptz not null,              -- by the database's clock alone
  attempts integer not null default 0,      -- that failed
  primary key (tenant, user_id, id, target)
) with (fillfactor = 70);

create index push_due_by_time on push_due (due_at);
