-- Whether a synthetic market lists the small coins too.
alter table clock add column alts boolean not null default false;
