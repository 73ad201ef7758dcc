-- What pages and figures read often, kept as sums, and the indexes by which they page.

-- Calls of models by agent, market day and model; kept by a trigger.
CREATE TABLE belay.model_costs (
  portfolio  text NOT NULL,
  agent      text NOT NULL,
  day        date NOT NULL,
  model      text NOT NULL,
  calls      bigint NOT NULL,
  stand_ins  bigint NOT NULL,
  tokens_in  bigint NOT NULL,
  tokens_out bigint NOT NULL,
  cost_usd   numeric NOT NULL,
  latency_ms bigint NOT NULL,
  PRIMARY KEY (portfolio, agent, day, model)
);

CREATE FUNCTION belay.add_to_model_costs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO belay.model_costs AS c
    VALUES (NEW.portfolio, NEW.agent, (NEW.as_of AT TIME ZONE 'UTC')::date, NEW.model, 1,
            NEW.stand_in::int, NEW.tokens_in, NEW.tokens_out, NEW.cost_usd, NEW.latency_ms)
    ON CONFLICT (portfolio, agent, day, model) DO UPDATE SET
      calls = c.calls + 1, stand_ins = c.stand_ins + excluded.stand_ins,
      tokens_in = c.tokens_in + excluded.tokens_in, tokens_out = c.tokens_out + excluded.tokens_out,
      cost_usd = c.cost_usd + excluded.cost_usd, latency_ms = c.latency_ms + excluded.latency_ms;
  RETURN NULL;
END $$;
CREATE TRIGGER model_calls_costs AFTER INSERT ON belay.model_calls
  FOR EACH ROW EXECUTE FUNCTION belay.add_to_model_costs();

INSERT INTO belay.model_costs
  SELECT portfolio, agent, (as_of AT TIME ZONE 'UTC')::date, model, count(*),
         count(*) FILTER (WHERE stand_in), sum(tokens_in), sum(tokens_out), sum(cost_usd), sum(latency_ms)
    FROM belay.model_calls GROUP BY 1, 2, 3, 4;

-- Closed round trips of each agent; kept by a trigger, also when a late fill changes a closed one.
CREATE TABLE belay.trade_totals (
  portfolio text NOT NULL,
  agent     text NOT NULL,
  trades    bigint NOT NULL,
  wins      bigint NOT NULL,
  PRIMARY KEY (portfolio, agent)
);

CREATE FUNCTION belay.add_to_trade_totals() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  trades int := (NEW.status = 'CLOSED')::int - (OLD.status = 'CLOSED')::int;
  wins int := (NEW.status = 'CLOSED' AND NEW.realized_pnl - NEW.fees + NEW.funding > 0)::int
            - (OLD.status = 'CLOSED' AND OLD.realized_pnl - OLD.fees + OLD.funding > 0)::int;
BEGIN
  IF trades <> 0 OR wins <> 0 THEN
    INSERT INTO belay.trade_totals AS t VALUES (NEW.portfolio, NEW.agent, trades, wins)
      ON CONFLICT (portfolio, agent) DO UPDATE SET
        trades = t.trades + excluded.trades, wins = t.wins + excluded.wins;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER positions_totals AFTER UPDATE ON belay.positions
  FOR EACH ROW WHEN (NEW.status = 'CLOSED' OR OLD.status = 'CLOSED')
  EXECUTE FUNCTION belay.add_to_trade_totals();

INSERT INTO belay.trade_totals
  SELECT portfolio, agent, count(*), count(*) FILTER (WHERE realized_pnl - fees + funding > 0)
    FROM belay.positions WHERE status = 'CLOSED' GROUP BY 1, 2;

CREATE INDEX rounds_outcome ON belay.rounds (portfolio, outcome, seq DESC);
CREATE INDEX rounds_agent_outcome ON belay.rounds (portfolio, agent, outcome, seq DESC);
CREATE INDEX positions_trades ON belay.positions (portfolio, agent, seq DESC) WHERE status = 'CLOSED';
CREATE INDEX orders_account ON belay.orders (account, seq DESC);
CREATE INDEX fills_account ON belay.fills (account, seq DESC);
CREATE INDEX journal_recent ON belay.journal (recorded_at DESC, account DESC, seq DESC);
