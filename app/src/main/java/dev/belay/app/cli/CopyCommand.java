package dev.belay.app.cli;

import dev.belay.app.backup.Copies;
import dev.belay.app.base.ExitCode;
import dev.belay.app.process.StopRequest;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Copies of a home: made, and made a home again. */
@Command
abstract class CopyCommand implements Callable<Integer> {
  final Console console;
  @Mixin Flags.Home home = new Flags.Home();
  @Mixin Flags.AsJson json = new Flags.AsJson();

  private CopyCommand(Console console) {
    this.console = console;
  }

  abstract Copies.Copy run(Copies copies, Path folder);

  abstract String told(Copies.Copy copy, Path folder);

  @Override
  public Integer call() {
    StopRequest stop = StopRequest.listen();
    Path folder = home.locate(console.environment());
    Copies copies = new Copies(console.environment(), console.err(), stop::requested);
    Copies.Copy copy = run(copies, folder);
    if (json.wanted) {
      console.json(copy);
    } else {
      console.out().println(told(copy, folder));
      console.out().flush();
    }
    return ExitCode.DONE.code();
  }

  private static String amount(Copies.Copy copy) {
    return String.format(
        Locale.ROOT,
        "%,d rows of %d tables and %d prompts, taken at %s",
        copy.rows(),
        copy.tables(),
        copy.prompts(),
        copy.takenAt());
  }

  @Command(
      name = "backup",
      description = "Copy a home's books and prompts into one file, also while Belay runs.")
  static final class Backup extends CopyCommand {
    @Parameters(
        paramLabel = "FILE|DIR",
        description = "A file that is not there yet, or a folder to put one into.")
    Path target = Path.of(".");

    Backup(Console console) {
      super(console);
    }

    @Override
    Copies.Copy run(Copies copies, Path folder) {
      return copies.backup(folder, target.toAbsolutePath().normalize(), Version.text());
    }

    @Override
    String told(Copies.Copy copy, Path folder) {
      return """
          %s: %s.
          Keep it as private as the home: it has all decisions. It has no token, no password and no model's key."""
          .formatted(copy.place(), amount(copy));
    }
  }

  @Command(name = "restore", description = "Make a new home from a file that backup wrote.")
  static final class Restore extends CopyCommand {
    @Parameters(paramLabel = "FILE", description = "What `belay backup` wrote.")
    Path file = Path.of("backup.zip");

    Restore(Console console) {
      super(console);
    }

    @Override
    Copies.Copy run(Copies copies, Path folder) {
      return copies.restore(file.toAbsolutePath().normalize(), folder);
    }

    @Override
    String told(Copies.Copy copy, Path folder) {
      return """
          %s: %s.
          Start it with `belay demo --home '%s'`, or `belay up` if it was one on the clock; `belay verify` compares its books.
          It is the same installation (%s) as the one that was copied, with the same ids of orders: on paper both may run,
          each with an exchange of its own. Never let both use one exchange account or one Temporal cluster."""
          .formatted(copy.place(), amount(copy), folder, copy.installation());
    }
  }
}
