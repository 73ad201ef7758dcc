package dev.belay.simulator.stream;

import static dev.belay.simulator.json.Json.object;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.simulator.fault.Campaign;
import dev.belay.simulator.fault.Fault;
import dev.belay.simulator.json.Json;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One client that listens: what it wants to hear, what it asks, and what reaches it. */
public final class Connection {
  /** The exchange's: a connection ends after a day. */
  static final long LIFE = Duration.ofHours(24).toMillis();

  static final long PING_EVERY = Duration.ofMinutes(3).toMillis();
  static final long PONG_WITHIN = Duration.ofMinutes(10).toMillis();
  static final int MOST_STREAMS = 1024;
  static final int MOST_MESSAGES = 10;

  /**
   * As over a network: the exchange's own client notes what it has asked only after it has sent it,
   * and breaks on an answer that is there before.
   */
  private static final long ANSWER_MILLIS = 50;

  private static final int MOST_HELD = 10_000;
  private static final int GOING_AWAY = 1001;
  private static final int POLICY = 1008;

  private final Streams streams;
  private final Socket socket;
  private final StreamName.Route route;
  private final long openedAt;
  private final Set<String> only;
  private final Set<StreamName> names = new LinkedHashSet<>();
  private boolean combined;
  private long pingedAt;
  private long heardAt;
  private long second;
  private int messages;

  /** What waits because the connection is late; null when it isn't. */
  private @Nullable Deque<String> late;

  /** What the next event is to overtake. */
  private @Nullable String overtaken;

  private boolean mute;

  /** What carries text to and fro. Nothing here waits. */
  public interface Socket {
    /** Sends, or breaks the connection because its client reads too slowly. */
    void send(String text);

    void ping();

    /** Ends the connection as the protocol has it. */
    void close(int code, String reason);

    /** Breaks the connection without a word. */
    void cut();

    void later(long millis, Runnable task);
  }

  /**
   * @param route where it has come; there it may ask for no other streams
   * @param combined whether events say of which stream they are
   * @param only of these types are user events told; empty for all
   * @param now wall time
   */
  Connection(
      Streams streams,
      Socket socket,
      StreamName.Route route,
      boolean combined,
      Set<String> only,
      long now) {
    this.streams = streams;
    this.socket = socket;
    this.route = route;
    this.combined = combined;
    this.only = only;
    this.openedAt = now;
    this.pingedAt = now;
    this.heardAt = now;
  }

  /** The client has sent a frame of any kind. */
  public synchronized void heard(long now) {
    heardAt = now;
    long current = now / 1_000;
    messages = current == second ? messages + 1 : 1;
    second = current;
    if (messages > MOST_MESSAGES) {
      socket.close(POLICY, "Too many messages: expected %d in a second".formatted(MOST_MESSAGES));
    }
  }

  /** Whether it answers: a connection that is half open does not. */
  public synchronized boolean answers() {
    return !mute;
  }

  /** The client has gone. */
  public void closed() {
    streams.leave(this);
  }

  /** Carries out what the client asks. */
  public synchronized void receive(String text) {
    if (mute) {
      return;
    }
    JsonNode message;
    try {
      message = Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      answer(error(3, "Invalid JSON: " + e.getOriginalMessage(), null));
      return;
    }
    JsonNode id = message.get("id");
    Map<String, @Nullable Object> answer;
    try {
      answer = object("result", obey(message), "id", id);
    } catch (StreamRefused e) {
      answer = error(2, "Invalid request: " + e.getMessage(), id);
    }
    answer(answer);
  }

  private void answer(Map<String, @Nullable Object> answer) {
    String text = Event.text(answer);
    socket.later(ANSWER_MILLIS, () -> sendUnlessMute(text));
  }

  private synchronized void sendUnlessMute(String text) {
    if (!mute) {
      socket.send(text);
    }
  }

  private static Map<String, @Nullable Object> error(
      int code, String message, @Nullable JsonNode id) {
    return object("error", object("code", code, "msg", message), "id", id);
  }

  private @Nullable Object obey(JsonNode message) {
    List<JsonNode> params = new ArrayList<>();
    message.path("params").forEach(params::add);
    switch (message.path("method").asText()) {
      case "SUBSCRIBE" -> subscribe(names(params));
      case "UNSUBSCRIBE" -> unsubscribe(names(params));
      case "LIST_SUBSCRIPTIONS" -> {
        return names.stream().map(StreamName::text).toList();
      }
      case "SET_PROPERTY" -> {
        check(params, 2);
        if (!params.get(1).isBoolean()) {
          throw new StreamRefused("Expected true or false for combined.");
        }
        combined = params.get(1).asBoolean();
      }
      case "GET_PROPERTY" -> {
        check(params, 1);
        return combined;
      }
      default ->
          throw new StreamRefused(
              "Expected a method of SUBSCRIBE, UNSUBSCRIBE, LIST_SUBSCRIPTIONS, SET_PROPERTY or"
                  + " GET_PROPERTY, was "
                  + message.path("method"));
    }
    return null;
  }

  private static void check(List<JsonNode> params, int count) {
    if (params.size() != count || !params.getFirst().asText().equals("combined")) {
      throw new StreamRefused("Expected the property combined, and its value to set it.");
    }
  }

  private static List<StreamName> names(List<JsonNode> params) {
    if (params.isEmpty()) {
      throw new StreamRefused("Expected the names of streams as params.");
    }
    return params.stream().map(JsonNode::asText).map(StreamName::parse).toList();
  }

  /**
   * All of them, or none.
   *
   * @throws StreamRefused if one of them can't be had
   */
  synchronized void subscribe(List<StreamName> wanted) {
    for (StreamName name : wanted) {
      if (!route.serves(name)) {
        throw new StreamRefused(
            "Expected the stream %s under %s, was %s".formatted(name.text(), name.route(), route));
      }
      streams.check(name);
    }
    if (names.size() + wanted.size() > MOST_STREAMS) {
      throw new StreamRefused("Expected at most %d streams.".formatted(MOST_STREAMS));
    }
    for (StreamName name : wanted) {
      if (names.add(name)) {
        streams.add(name, this);
      }
    }
  }

  private void unsubscribe(List<StreamName> unwanted) {
    for (StreamName name : unwanted) {
      if (names.remove(name)) {
        streams.remove(name, this);
      }
    }
  }

  synchronized List<StreamName> names() {
    return List.copyOf(names);
  }

  /** Pings, and parts from who has been here, or silent, for too long. */
  synchronized void housekeep(long now) {
    if (mute) {
      return;
    }
    if (now - openedAt >= LIFE) {
      socket.close(GOING_AWAY, "A connection ends after 24 hours");
    } else if (now - heardAt >= PONG_WITHIN) {
      socket.cut();
    } else if (now - pingedAt >= PING_EVERY) {
      pingedAt = now;
      socket.ping();
    }
  }

  void close(int code, String reason) {
    socket.close(code, reason);
  }

  /** Tells the client, or does with the event what the plan of faults has for it. */
  synchronized void tell(StreamName name, Event event) {
    // It may have unsubscribed since the event was on its way.
    if (mute || !names.contains(name) || !wants(event)) {
      return;
    }
    String text =
        combined
            ? "{\"stream\":\"%s\",\"data\":%s}".formatted(name.text(), event.json())
            : event.json();
    Campaign.Meeting meeting = streams.meet(event);
    if (meeting == null || !(meeting.fault() instanceof Fault.OfEvents fault)) {
      pass(text);
      return;
    }
    switch (fault) {
      case Fault.EventTwice f -> {
        pass(text);
        pass(text);
      }
      case Fault.EventMissing f -> {}
      case Fault.EventLate(long ms) -> {
        if (late == null) {
          late = new ArrayDeque<>();
          socket.later(ms, this::catchUp);
        }
        pass(text);
      }
      case Fault.EventOvertaken(long ms) -> overtake(text, ms);
      case Fault.SocketClosed f -> socket.cut();
      case Fault.SocketHalfOpen(long ms) -> {
        mute = true;
        socket.later(ms, socket::cut);
      }
    }
  }

  private boolean wants(Event event) {
    return only.isEmpty()
        || only.contains(event.type())
        || event.account().isEmpty()
        || event.type().equals(Event.EXPIRED);
  }

  private void pass(String text) {
    if (late != null) {
      late.add(text);
      if (late.size() > MOST_HELD) {
        socket.cut();
      }
      return;
    }
    socket.send(text);
    release();
  }

  private synchronized void catchUp() {
    Deque<String> waiting = late;
    late = null;
    if (waiting != null && !mute) {
      waiting.forEach(this::pass);
    }
  }

  private void overtake(String text, long ms) {
    release();
    overtaken = text;
    socket.later(ms, () -> releaseIf(text));
  }

  @SuppressWarnings("ReferenceEquality")
  private synchronized void releaseIf(String text) {
    // This very one: another event may read the same.
    if (overtaken == text) {
      release();
    }
  }

  private void release() {
    String last = overtaken;
    overtaken = null;
    if (last != null && !mute) {
      socket.send(last);
    }
  }
}
