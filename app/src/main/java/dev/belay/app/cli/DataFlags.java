package dev.belay.app.cli;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.base.PrivateFiles;
import dev.belay.app.research.DurableRun;
import dev.belay.app.research.RunShelf;
import dev.belay.data.CandleSource;
import dev.belay.data.CandleStore;
import dev.belay.data.GapPolicy;
import dev.belay.domain.market.Interval;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Flags of the commands that read or keep candles. */
final class DataFlags {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private DataFlags() {}

  /** Where candles are read from. */
  static final class Source {
    @Mixin Flags.Home home = new Flags.Home();

    @Option(
        names = "--data",
        paramLabel = "DIR",
        description = "A directory with files such as BTCUSDT.csv.gz, or one such file.")
    @Nullable Path data;

    @Option(
        names = "--store",
        paramLabel = "NAME",
        description = "A candle store: of this name in the home, or a path with a slash.")
    @Nullable String store;

    /** Opens what is meant; no file is read yet. */
    CandleSource open(Map<String, String> environment) {
      return store == null ? CandleSource.of(path(environment)) : ofStore(path(environment));
    }

    private static CandleSource ofStore(Path path) {
      return CandleSource.of(CandleStore.open(path).path());
    }

    /** Where it is. */
    Path path(Map<String, String> environment) {
      if ((data == null) == (store == null)) {
        throw new OperatorException(
            ExitCode.USAGE,
            "Expected either --data DIR or --store NAME, was %s."
                .formatted(data == null ? "neither" : "both"));
      }
      return data != null ? data : storePath(String.valueOf(store), home, environment);
    }
  }

  /** Where the store of a name is: in the home, or where a path with a slash says. */
  static Path storePath(String name, Flags.Home home, Map<String, String> environment) {
    if (name.contains("/")) {
      return Path.of(name);
    }
    if (!NAME.matcher(name).matches()) {
      throw new OperatorException(
          ExitCode.USAGE,
          "Expected a store's name of letters, digits, dots and dashes, or a path with a slash, was \"%s\"."
              .formatted(name));
    }
    if (name.equals(DurableRun.RESULTS) || name.equals(RunShelf.FOLDER)) {
      throw new OperatorException(
          ExitCode.USAGE,
          "Expected another name than \"%s\": there the home keeps %s."
              .formatted(
                  name, name.equals(RunShelf.FOLDER) ? "runs" : "what durable runs have computed"));
    }
    return home.locate(environment).resolve("research").resolve(name);
  }

  /** The store that is to be written, made where there is none. */
  static CandleStore forWriting(String name, Flags.Home home, Map<String, String> environment) {
    Path path = storePath(name, home, environment);
    return CandleStore.create(name.contains("/") ? path : PrivateFiles.folder(path));
  }

  /** Which symbols. */
  static final class Symbols {
    @Option(
        names = "--symbols",
        paramLabel = "LIST",
        defaultValue = CandleSource.ALL,
        description = "Such as BTCUSDT,ETHUSDT, or all (${DEFAULT-VALUE}).")
    String list = CandleSource.ALL;
  }

  /** What becomes of missing candles. */
  static final class Gaps {
    @Option(
        names = "--gaps",
        paramLabel = "POLICY",
        defaultValue = "leave",
        description =
            "leave: gaps stay gaps; flat: missing candles stand still at the last close, with"
                + " volume 0 (${DEFAULT-VALUE}).")
    GapPolicy policy = GapPolicy.LEAVE;
  }

  /** An interval as the venue names it. */
  static final class Timeframe implements ITypeConverter<Interval> {
    @Override
    public Interval convert(String text) {
      try {
        return Interval.of(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
