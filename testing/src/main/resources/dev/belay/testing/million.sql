-- A long past for the seven agents of the fund main, straight into the tables and without their triggers: 1,000,000
-- decisions, 100,000 closed positions, 1,000,000 journaled events, 7 x 100,000 marks and the fund's own, and the sums
-- that triggers would have kept. :first is market time, a timestamptz literal on the five-minute grid.

SET LOCAL session_replication_role = replica;

CREATE TEMP TABLE past ON COMMIT DROP AS
  SELECT i AS number, portfolio, id AS agent, account,
         timestamptz :first + i * interval '26 seconds' AS as_of,
         portfolio || '/' || id || '/' || to_char((timestamptz :first + i * interval '26 seconds') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS round,
         CASE WHEN i % 10 = 0 THEN 'TRADE' WHEN i % 10 < 3 THEN 'REFUSED' WHEN i % 5000 = 1 THEN 'ABSTAIN' ELSE 'HOLD' END AS outcome
    FROM generate_series(1, 1000000) i JOIN belay.agents ON portfolio = 'main' AND ordinal = i % 7;

INSERT INTO belay.rounds (id, portfolio, agent, as_of, interval_ms, outcome, recorded_at, terminal_at)
  SELECT round, portfolio, agent, as_of, 180000, outcome, now(), now() FROM past ORDER BY number;

INSERT INTO belay.decisions (round_id, outcome, reasoning, observation_hash, replies, recorded_at)
  SELECT round, outcome, 'because', 'o', '[{"voice":"single","reply_hash":"r"}]', now() FROM past;

INSERT INTO belay.decision_elements (round_id, idx, id, raw, symbol, action, refusal_code, refusal_detail, refused_at)
  SELECT round, 0, round || '#0', '{}', 'BTCUSDT', 'OPEN_LONG', CASE WHEN outcome = 'REFUSED' THEN 'CONFIDENCE_TOO_LOW' END, 'detail', now()
    FROM past WHERE outcome IN ('TRADE', 'REFUSED');

INSERT INTO belay.model_calls (round_id, voice, portfolio, agent, as_of, model, stand_in, prompt_hash,
    prompt_version, reply_hash, tokens_in, tokens_out, cost_usd, latency_ms, recorded_at)
  SELECT round, 'single', portfolio, agent, as_of, 'm', false, 'p', 'v1', 'r', 1000, 100, 0.0005, 700, now() FROM past;

INSERT INTO belay.positions (id, portfolio, agent, account, symbol, n, direction, status, decision_id, as_of,
    admitted_at, initial_stop, stop, leverage, quantity_in, notional_in, quantity_out, notional_out,
    realized_pnl, fees, exit_reason, opened_at, closed_at, recorded_at, terminal_at)
  SELECT account || '/BTCUSDT/' || number, portfolio, agent, account, 'BTCUSDT', number, 'LONG', 'CLOSED',
         round || '#0', as_of, as_of, 98, 98, 2, 1, 100, 1, 101, number % 3 - 1, 0.1, 'STOP', as_of, as_of, now(), now()
    FROM past WHERE outcome = 'TRADE';

INSERT INTO belay.journal (account, seq, kind, body, recorded_at, prev_hash, hash)
  SELECT account, 1000 + number, CASE WHEN number % 9 = 0 THEN 'fill' ELSE 'decision' END, '{}',
         timestamptz :first + number * interval '1 second', repeat('a', 64), repeat('b', 64) FROM past;

INSERT INTO belay.equity_marks (subject, as_of, portfolio, equity, unrealized, transfers, booked_at)
  SELECT subject, timestamptz :first + i * interval '5 minutes', 'main', 1000 + i % 50, 0, 1000, now()
    FROM generate_series(0, 99999) i,
         (SELECT account AS subject FROM belay.agents WHERE portfolio = 'main' UNION ALL SELECT 'main') subjects;

INSERT INTO belay.model_costs (portfolio, agent, day, model, calls, stand_ins, tokens_in, tokens_out, cost_usd, latency_ms)
  SELECT portfolio, agent, (as_of AT TIME ZONE 'UTC')::date, 'm', count(*), 0, count(*) * 1000, count(*) * 100, count(*) * 0.0005, count(*) * 700
    FROM past GROUP BY 1, 2, 3;

INSERT INTO belay.trade_totals AS t (portfolio, agent, trades, wins)
  SELECT portfolio, agent, count(*), count(*) FILTER (WHERE number % 3 = 2) FROM past WHERE outcome = 'TRADE' GROUP BY 1, 2
  ON CONFLICT (portfolio, agent) DO UPDATE SET trades = t.trades + excluded.trades, wins = t.wins + excluded.wins;

SET LOCAL session_replication_role = origin;
