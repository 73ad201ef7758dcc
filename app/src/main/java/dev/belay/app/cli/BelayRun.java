package dev.belay.app.cli;

/** What needs the whole application; nothing of it is loaded before it is asked for. */
public interface BelayRun {

  /**
   * Does what the options' verb says.
   *
   * @return the process's exit code
   */
  int run(RunOptions options);
}
