package dev.belay.simulator.wire;

import static dev.belay.simulator.json.Json.object;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.belay.domain.market.Symbol;
import dev.belay.simulator.fault.Campaign;
import dev.belay.simulator.fault.Fault;
import dev.belay.simulator.fault.FaultPlan;
import dev.belay.simulator.fault.FaultRule;
import dev.belay.simulator.fault.Faults;
import dev.belay.simulator.stream.Event;
import dev.belay.simulator.venue.Venue;
import java.io.IOException;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Faults by plan: set, looked at and cleared by the administrator. */
final class FaultEndpoints {
  private static final String FAULTED = "/fapi/";
  private static final Set<String> EVENTS =
      Event.TYPES.stream().map(type -> "EVENT " + type).collect(Collectors.toSet());
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .addModule(
              new SimpleModule()
                  .addDeserializer(Symbol.class, new Symbols())
                  .addSerializer(Symbol.class, new ToStringSerializer()))
          .build();

  private final Venue venue;
  private final Faults faults;
  private final Admin admin;
  private final Router router;

  private static final class Symbols extends JsonDeserializer<Symbol> {
    @Override
    public Symbol deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return Symbol.of(parser.getText());
    }
  }

  FaultEndpoints(Venue venue, Faults faults, Admin admin, Router router) {
    this.venue = venue;
    this.faults = faults;
    this.admin = admin;
    this.router = router;
  }

  void register() {
    router
        .on("POST /sim/v1/faults", this::set)
        .on("GET /sim/v1/faults", this::list)
        .on("DELETE /sim/v1/faults", this::clear);
  }

  /** Whether calls of the path can meet faults: the venue's own extensions never do. */
  static boolean canFault(String path) {
    return path.startsWith(FAULTED);
  }

  private Object set(Call call) {
    admin.check(call);
    FaultPlan plan = plan(call.body());
    plan.rules().forEach(this::check);
    restore();
    faults.set(plan);
    return report();
  }

  private static FaultPlan plan(String body) {
    try {
      return MAPPER.readValue(body, FaultPlan.class);
    } catch (JsonProcessingException e) {
      Throwable cause = e.getCause();
      String why =
          cause instanceof IllegalArgumentException ? cause.getMessage() : e.getOriginalMessage();
      throw ApiError.of(-1102, "Expected a plan of seed and rules%s. %s".formatted(where(e), why));
    }
  }

  private static String where(JsonProcessingException e) {
    StringJoiner path = new StringJoiner(".", ", wrong at ", "").setEmptyValue("");
    if (e instanceof JsonMappingException mapping) {
      for (JsonMappingException.Reference step : mapping.getPath()) {
        path.add(step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName());
      }
    }
    return path.toString();
  }

  private void check(FaultRule rule) {
    String endpoint = rule.endpoint();
    boolean known =
        endpoint.equals(FaultRule.EVERY)
            || EVENTS.contains(endpoint)
            || (router.serves(endpoint) && canFault(endpoint.substring(endpoint.indexOf(' ') + 1)));
    if (!known) {
      throw ApiError.of(
          -1102,
          "Expected an endpoint of the exchange, such as POST /fapi/v1/order, an event such as"
              + " EVENT ORDER_TRADE_UPDATE, or *, was "
              + endpoint);
    }
    if (rule.fault() instanceof Fault.FiltersChange change
        && !venue.instruments().containsKey(change.symbol())) {
      throw ApiError.of(
          -1102,
          "Expected one of %s, was %s".formatted(venue.instruments().keySet(), change.symbol()));
    }
  }

  private Object list(Call call) {
    admin.check(call);
    return report();
  }

  private Object clear(Call call) {
    admin.check(call);
    Object last = faults.clear().<Object>map(MAPPER::valueToTree).orElseGet(FaultEndpoints::none);
    restore();
    return last;
  }

  private Object report() {
    Campaign campaign = faults.current();
    return campaign == null ? none() : MAPPER.valueToTree(campaign.report());
  }

  private static Object none() {
    return object("rules", new Object[0], "happened", 0, "occurrences", new Object[0]);
  }

  private void restore() {
    venue.relist();
    venue.usualTriggers();
  }
}
