package dev.belay.api;

import dev.belay.api.portfolio.FundCommands;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it was told. */
public final class FakeFundCommands implements FundCommands {
  public final List<String> told = new CopyOnWriteArrayList<>();
  public volatile Resume resume = new Resumed(5L);
  public volatile boolean broken;

  @Override
  public Halted halt(String reason, String by) {
    tell("halt " + reason + " by " + by);
    return new Halted(5, Fixtures.AT, reason, false);
  }

  @Override
  public Resume resume(String by) {
    tell("resume by " + by);
    return resume;
  }

  @Override
  public Flattening flatten(String request, String by) {
    tell("flatten " + request + " by " + by);
    return new Flattening("flatten/main/" + request, 3, false);
  }

  @Override
  public String reconcile(String request) {
    tell("reconcile " + request);
    return "reconcile/main/" + request;
  }

  private void tell(String what) {
    told.add(what);
    if (broken) {
      throw new IllegalStateException("password=hunter2 at jdbc:postgresql://inner");
    }
  }
}
