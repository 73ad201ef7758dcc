-- A market of live prices; all that is kept of it is since when.
alter table clock drop constraint clock_kind_check;
alter table clock add constraint clock_kind_check check (kind in ('synthetic', 'replay', 'live'));
