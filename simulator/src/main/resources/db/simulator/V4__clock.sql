-- Whether market time is the wall clock's. Such a market goes on while the venue is away.
alter table clock add column on_clock boolean not null default false;
