package dev.belay.app.cli;

import dev.belay.app.base.Durations;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.temporal.TemporalMode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The flags of the verbs that need the whole application, in groups. */
final class RunFlags {
  private RunFlags() {}

  /** How long and where it listens. */
  static final class Serving {
    @Option(
        names = "--port",
        paramLabel = "N",
        defaultValue = "8082",
        converter = Port.class,
        description = "The port it listens on (${DEFAULT-VALUE}).")
    int port = 8082;

    @Option(
        names = "--for",
        paramLabel = "DURATION",
        converter = Span.class,
        description = "Stop after this much wall time: 90s, 5m, 4h, 30d.")
    @Nullable Duration runFor;

    @Option(
        names = "--failpoints",
        paramLabel = "LIST",
        hidden = true,
        description = "Arms failpoints, for tests.")
    @Nullable String failpoints;
  }

  /** Where a part listens that others than this machine may ask. */
  static final class Listening {
    @Option(
        names = "--listen",
        paramLabel = "ADDRESS",
        defaultValue = PartFlags.LOOPBACK,
        converter = Address.class,
        description = "The address it listens on (${DEFAULT-VALUE}); 0.0.0.0 for all.")
    String listen = PartFlags.LOOPBACK;
  }

  /** Where a worker is looked after. */
  static final class Probing {
    @Option(
        names = "--port",
        paramLabel = "N",
        defaultValue = "8083",
        converter = Port.class,
        description = "The port of its health and its metrics (${DEFAULT-VALUE}).")
    int port = 8083;

    @Option(
        names = "--for",
        paramLabel = "DURATION",
        converter = Span.class,
        description = "Stop after this much wall time: 90s, 5m, 4h, 30d.")
    @Nullable Duration runFor;

    @Option(
        names = "--failpoints",
        paramLabel = "LIST",
        hidden = true,
        description = "Arms failpoints, for tests.")
    @Nullable String failpoints;
  }

  /** Which paper venue, of several processes' Belay. */
  static final class PaperVenue {
    @Option(
        names = "--simulator",
        paramLabel = "URL",
        converter = Url.class,
        description = "Where the simulated exchange is; else BELAY_SIMULATOR_URL.")
    @Nullable URI simulator;
  }

  /** Which market, and how fast. */
  static final class Market {
    @Option(
        names = "--market",
        paramLabel = "MARKET",
        converter = MarketName.class,
        description =
            "synthetic, replay:DIR, or live: an exchange's prices, on which paper orders fill"
                + " (the home's; in a new home live for up, else synthetic).")
    @Nullable MarketChoice market;

    @Option(
        names = "--from",
        paramLabel = "INSTANT",
        converter = Time.class,
        description = "Where a replay begins, such as 2022-11-06T00:00:00Z (the home's).")
    @Nullable Instant from;

    @Option(
        names = "--scenario",
        paramLabel = "NAME",
        converter = ScenarioName.class,
        description =
            "The synthetic market's temper: mixed, calm, bull, crash"
                + " (the home's; in a new home mixed).")
    RunOptions.@Nullable Scenario scenario;

    @Option(
        names = "--seed",
        paramLabel = "N",
        description = "Seed of the synthetic market (the home's; in a new home 7).")
    @Nullable Long seed;

    @Option(
        names = "--speed",
        paramLabel = "N",
        converter = Speed.class,
        description = "Market seconds a wall second, 1 to 3600; demo: 60, or 1 with a paid model.")
    @Nullable Integer speed;

    @Option(
        names = "--exchange",
        paramLabel = "URL",
        converter = Url.class,
        description =
            "Whose prices are live; else BELAY_EXCHANGE_URL, else https://fapi.binance.com.")
    @Nullable URI exchange;

    @Option(
        names = "--exchange-streams",
        paramLabel = "URL",
        converter = StreamUrl.class,
        description =
            "Where that exchange streams; else BELAY_EXCHANGE_STREAMS_URL, else Binance's own or"
                + " the host of --exchange.")
    @Nullable URI streams;

    @Option(
        names = "--symbols",
        paramLabel = "LIST",
        split = ",",
        hideParamSyntax = true,
        description = "What is to be had at live prices besides what agents trade.")
    List<String> symbols = List.of();

    /**
     * @throws OperatorException if flags of different markets are mixed
     */
    MarketFlags flags() {
      if (from != null && !(market instanceof MarketChoice.Replay)) {
        throw new OperatorException(
            ExitCode.USAGE,
            "Expected --from only with --market replay:DIR; a synthetic market begins at its own"
                + " epoch and a live one is now.");
      }
      boolean tempered = scenario != null || seed != null;
      if (tempered && market != null && !(market instanceof MarketChoice.Synthetic)) {
        throw new OperatorException(
            ExitCode.USAGE,
            "Expected %s only with a synthetic market; recorded and live prices have neither temper nor seed."
                .formatted(scenario != null ? "--scenario" : "--seed"));
      }
      boolean named = exchange != null || streams != null || !symbols.isEmpty();
      if (named && market != null && !(market instanceof MarketChoice.Live)) {
        throw new OperatorException(
            ExitCode.USAGE,
            "Expected %s only with --market live, which alone has prices of an exchange."
                .formatted(
                    exchange != null
                        ? "--exchange"
                        : streams != null ? "--exchange-streams" : "--symbols"));
      }
      return new MarketFlags(
          market, from, scenario, seed, new MarketFlags.Exchange(exchange, streams, symbols));
    }
  }

  /** Which Temporal server. */
  static final class Server {
    @Option(
        names = "--temporal",
        paramLabel = "MODE",
        defaultValue = "auto",
        converter = Mode.class,
        description = "auto, address, executable, obtain or memory (${DEFAULT-VALUE}).")
    TemporalMode temporal = TemporalMode.AUTO;
  }

  /** Which systems trade. */
  static final class Systems {
    @Option(
        names = "--systems",
        paramLabel = "LIST",
        split = ",",
        hideParamSyntax = true,
        defaultValue = "portfolio",
        converter = SystemName.class,
        description = "Which systems run (${DEFAULT-VALUE}).")
    List<String> systems = List.of("portfolio");

    @Option(
        names = "--amplifier-config",
        paramLabel = "FILE",
        description =
            "The amplifier's configuration from this start on; else what the home has, or as shipped.")
    @Nullable Path amplifier;

    SystemFlags flags() {
      return new SystemFlags(
          systems, amplifier == null ? null : amplifier.toAbsolutePath().normalize());
    }
  }

  /** Which agents and models. */
  static final class Config {
    @Option(
        names = "--config",
        paramLabel = "FILE",
        description = "The portfolio's configuration; else the seven agents shipped with Belay.")
    @Nullable Path config;

    @Nullable Path path() {
      return config == null ? null : config.toAbsolutePath().normalize();
    }
  }

  /** What a live home is asked for. */
  static final class RealMoney {
    @Option(
        names = "--dry-run-live",
        description = "With mode: live in the configuration: sign orders, send none.")
    boolean dryRun;

    @Option(
        names = "--confirm-live",
        paramLabel = "SENTENCE",
        description =
            "Confirms trading with real money where nobody can be asked: \"trade live with NAME\","
                + " NAME the fund's.")
    @Nullable String confirmation;

    @Option(
        names = "--amplifier-history",
        paramLabel = "FILE",
        description =
            "What `belay amplifier history --json` has said of the same configuration on testnet,"
                + " or on paper with live prices; a new live home of the amplifier needs it.")
    @Nullable Path history;

    @Nullable Path historyFile() {
      return history == null ? null : history.toAbsolutePath().normalize();
    }
  }

  /** How long texts are kept. */
  static final class Texts {
    @Option(
        names = "--keep-texts",
        paramLabel = "DAYS",
        converter = Days.class,
        description =
            "Days for which the bodies of prompts and replies are kept; 0 or keep: for ever"
                + " (demo 7, else 90).")
    @Nullable Integer days;
  }

  /** Turns what a parser refuses into picocli's usage error. */
  private abstract static class Checked<T> implements ITypeConverter<T> {
    abstract T parse(String text);

    @Override
    public T convert(String text) {
      try {
        return parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  private static int whole(String text, int least, int most) {
    if (text.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new IllegalArgumentException(
        "Expected a whole number from %d to %d, was \"%s\"".formatted(least, most, text));
  }

  static final class Port extends Checked<Integer> {
    @Override
    Integer parse(String text) {
      return whole(text, 1, 65535);
    }
  }

  static final class Address extends Checked<String> {
    @Override
    String parse(String text) {
      if (text.matches("[0-9.]+|[0-9a-fA-F:]*:[0-9a-fA-F:.]*") || text.equals("localhost")) {
        return text;
      }
      throw new IllegalArgumentException(
          "Expected the number of an address, such as 0.0.0.0 or ::1, was \"%s\"".formatted(text));
    }
  }

  static final class HostName extends Checked<String> {
    @Override
    String parse(String text) {
      if (text.matches("[A-Za-z0-9._-]+(:[0-9]{1,5})?|\\[[0-9a-fA-F:.]+](:[0-9]{1,5})?")) {
        return text.toLowerCase(Locale.ROOT);
      }
      throw new IllegalArgumentException(
          "Expected names such as belay.example.org or api:8082, was \"%s\"".formatted(text));
    }
  }

  /** The address of a server that speaks HTTP. */
  static final class Url extends Checked<URI> {
    @Override
    URI parse(String text) {
      return HttpAddress.of(text);
    }
  }

  /** The address of a server of WebSockets. */
  static final class StreamUrl extends Checked<URI> {
    @Override
    URI parse(String text) {
      return HttpAddress.ofStreams(text);
    }
  }

  static final class RoleName extends Checked<Role> {
    @Override
    Role parse(String text) {
      return Role.of(text);
    }
  }

  static final class Speed extends Checked<Integer> {
    @Override
    Integer parse(String text) {
      return whole(text, 1, 3600);
    }
  }

  static final class Days extends Checked<Integer> {
    private static final int MOST = 36_500;

    @Override
    Integer parse(String text) {
      return text.equals("keep") ? 0 : whole(text, 0, MOST);
    }
  }

  static final class Span extends Checked<Duration> {
    @Override
    Duration parse(String text) {
      return Durations.parse(text);
    }
  }

  static final class MarketName extends Checked<MarketChoice> {
    @Override
    MarketChoice parse(String text) {
      return MarketChoice.of(text);
    }
  }

  static final class Time extends Checked<Instant> {
    @Override
    Instant parse(String text) {
      try {
        return Instant.parse(text);
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException(
            "Expected an instant such as 2022-11-06T00:00:00Z, was \"%s\"".formatted(text), e);
      }
    }
  }

  static final class ScenarioName extends Checked<RunOptions.Scenario> {
    @Override
    RunOptions.Scenario parse(String text) {
      for (RunOptions.Scenario scenario : RunOptions.Scenario.values()) {
        if (scenario.name().toLowerCase(Locale.ROOT).equals(text)) {
          return scenario;
        }
      }
      throw new IllegalArgumentException(
          "Expected mixed, calm, bull or crash, was \"%s\"".formatted(text));
    }
  }

  static final class Mode extends Checked<TemporalMode> {
    @Override
    TemporalMode parse(String text) {
      return TemporalMode.of(text);
    }
  }

  static final class SystemName extends Checked<String> {
    @Override
    String parse(String text) {
      if (text.equals("portfolio") || text.equals("amplifier")) {
        return text;
      }
      throw new IllegalArgumentException(
          "Expected a list of portfolio and amplifier (the other systems are not ready), was \"%s\""
              .formatted(text));
    }
  }
}
