package dev.belay.ledger;

import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.ModelCallBook;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Calls to models; the first completed one of a round's voice stays. */
public final class ModelCalls implements ModelCallBook {
  private final Database database;
  private final InstantSource wall;

  public ModelCalls(Database database, InstantSource wall) {
    this.database = database;
    this.wall = wall;
  }

  @Override
  public Optional<ModelCall> find(String roundId, String voice) {
    return database.read(sql -> find(sql, roundId, voice));
  }

  @Override
  public ModelCall record(ModelCall call) {
    RoundId round = RoundId.parse(call.roundId());
    return database.write(
        "model-call",
        sql -> {
          if (insert(sql, round, call) == 1) {
            sql.update(
                """
                UPDATE belay.agents SET model_failures = 0
                  WHERE portfolio = ? AND id = ? AND model_failures > 0\
                """,
                round.portfolio(),
                round.agent());
            return call;
          }
          return find(sql, call.roundId(), call.voice()).orElse(call);
        });
  }

  @Override
  public void recordReplay(ModelCall call) {
    RoundId round = RoundId.parse(call.roundId());
    database.write(
        "model-replay",
        sql ->
            sql.update(
                """
                UPDATE belay.model_costs SET replays = replays + 1, saved_usd = saved_usd + ?
                  WHERE portfolio = ? AND agent = ? AND model = ?
                    AND day = (?::timestamptz AT TIME ZONE 'UTC')::date\
                """,
                call.costUsd(),
                round.portfolio(),
                round.agent(),
                call.model(),
                round.asOf()));
  }

  @Override
  public void recordFailure(String roundId, String voice, String model, String failure) {
    RoundId round = RoundId.parse(roundId);
    database.write(
        "model-failure",
        sql -> {
          int failures =
              sql.update(
                  """
                  INSERT INTO belay.model_failures (round_id, voice, model, failure, recorded_at)
                    VALUES (?, ?, ?, ?, ?) ON CONFLICT (round_id, voice) DO NOTHING\
                  """,
                  roundId,
                  voice,
                  model,
                  failure,
                  wall.instant());
          return sql.update(
              """
              UPDATE belay.agents SET model_failures = model_failures + ?
                WHERE portfolio = ? AND id = ?\
              """,
              failures,
              round.portfolio(),
              round.agent());
        });
  }

  @Override
  public Usdt spent(String portfolio, Instant asOf) {
    Instant day = asOf.truncatedTo(ChronoUnit.DAYS);
    return database.read(
        sql ->
            sql.one(
                """
                SELECT coalesce(sum(cost_usd), 0) AS spent FROM belay.model_calls
                  WHERE portfolio = ? AND as_of >= ? AND as_of < ?\
                """,
                r -> r.usdt("spent"),
                portfolio,
                day,
                day.plus(Duration.ofDays(1))));
  }

  private int insert(Sql sql, RoundId round, ModelCall call) {
    return sql.update(
        """
        INSERT INTO belay.model_calls (round_id, voice, portfolio, agent, as_of, model, stand_in,
            prompt_hash, prompt_version, reply_hash, tokens_in, tokens_out, cost_usd, latency_ms,
            recorded_at)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (round_id, voice) DO NOTHING\
        """,
        call.roundId(),
        call.voice(),
        round.portfolio(),
        round.agent(),
        round.asOf(),
        call.model(),
        call.standIn(),
        call.promptHash(),
        call.promptVersion(),
        call.replyHash(),
        call.tokensIn(),
        call.tokensOut(),
        call.costUsd(),
        call.latencyMillis(),
        wall.instant());
  }

  private static Optional<ModelCall> find(Sql sql, String roundId, String voice) {
    return sql.first(
        "SELECT * FROM belay.model_calls WHERE round_id = ? AND voice = ?",
        r ->
            new ModelCall(
                roundId,
                voice,
                r.text("model"),
                r.flag("stand_in"),
                r.text("prompt_hash"),
                r.text("prompt_version"),
                r.text("reply_hash"),
                r.number("tokens_in"),
                r.number("tokens_out"),
                r.decimal("cost_usd"),
                r.number("latency_ms")),
        roundId,
        voice);
  }
}
