-- The account feed also watches orders that ended a moment ago, several times a second.
CREATE INDEX orders_ended ON belay.orders (account, terminal_at) WHERE terminal_at IS NOT NULL;
