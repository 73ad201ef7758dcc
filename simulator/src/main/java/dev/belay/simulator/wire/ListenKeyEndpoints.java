package dev.belay.simulator.wire;

import static dev.belay.simulator.json.Json.object;

import dev.belay.simulator.stream.Streams;

/** Listen keys: opened, kept alive and closed by whoever has the account's API key. */
final class ListenKeyEndpoints {
  private final Streams streams;
  private final Signing signing;

  ListenKeyEndpoints(Streams streams, Signing signing) {
    this.streams = streams;
    this.signing = signing;
  }

  void register(Router router) {
    router
        .on("POST /fapi/v1/listenKey", this::open)
        .on("PUT /fapi/v1/listenKey", this::keep)
        .on("DELETE /fapi/v1/listenKey", this::close);
  }

  private Object open(Call call) {
    return object("listenKey", streams.openKey(signing.bearer(call)));
  }

  private Object keep(Call call) {
    return object(
        "listenKey",
        streams
            .keepKey(signing.bearer(call))
            .orElseThrow(() -> ApiError.of(-1125, "This listenKey does not exist.")));
  }

  private Object close(Call call) {
    streams.closeKey(signing.bearer(call));
    return object();
  }
}
