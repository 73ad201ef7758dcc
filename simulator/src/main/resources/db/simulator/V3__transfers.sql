-- Capital moved to and from accounts. The first answer to an id stands for ever, a refusal too:
-- a request that comes late must not do what its sender has given up.
create table transfers (
  id        text primary key,
  account   text not null references accounts,
  amount    numeric(28, 8) not null,
  tran_id   bigint unique references income,
  reason    text not null default '',
  at_ms     bigint not null
);
