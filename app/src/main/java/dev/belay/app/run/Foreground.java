package dev.belay.app.run;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.cli.RunOptions;
import dev.belay.app.home.BelayHome;
import dev.belay.app.home.DiskWatch;
import dev.belay.app.process.Ports;
import dev.belay.app.process.StopRequest;

/** A verb that serves in its home until it is told to stop. */
final class Foreground {
  private Foreground() {}

  /** Starts what serves; it is closed when it is time to stop. */
  interface Starter {
    AutoCloseable start(BelayHome home, StopRequest stop) throws InterruptedException;
  }

  /** Returns the exit code. */
  static int serve(RunOptions options, Starter starter) {
    StopRequest stop = StopRequest.listen();
    Ports.requireFree(options.port(), "--port");
    try (BelayHome home = BelayHome.open(options.home());
        DiskWatch disk =
            DiskWatch.start(home.directory(), () -> stop.stop(StopRequest.Cause.NO_DISK));
        Closeables started = new Closeables()) {
      started.add(starter.start(home, stop));
      return switch (stop.await(options.runFor())) {
        case INTERRUPTED -> ExitCode.INTERRUPTED.code();
        case TERMINATED, TIME_OVER -> ExitCode.DONE.code();
        case NO_DISK -> throw disk.reason();
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException(ExitCode.INTERRUPTED, "Interrupted.", e);
    }
  }
}
