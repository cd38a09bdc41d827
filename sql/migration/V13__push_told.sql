-- What the webhook was told of stays for a while: when it is read elsewhere that is told, too.
alter table push_due add column told boolean not null default false;
