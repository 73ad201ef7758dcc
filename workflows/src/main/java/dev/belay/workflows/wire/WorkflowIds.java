package dev.belay.workflows.wire;

import dev.belay.domain.order.ClientOrderId;
import java.time.Instant;

/** The only place where workflow ids are made. */
public final class WorkflowIds {
  /** 64 bits: no two requests of one home ever meet. */
  private static final int HASH_DIGITS = 16;

  private WorkflowIds() {}

  public static String portfolio(String portfolio) {
    return "portfolio/" + portfolio;
  }

  public static String agent(String portfolio, String agent) {
    return "agent/" + portfolio + "/" + agent;
  }

  public static String round(String portfolio, String agent, Instant asOf) {
    return "round/" + portfolio + "/" + agent + "/" + asOf;
  }

  public static String position(String positionId) {
    return "position/" + positionId;
  }

  public static String order(ClientOrderId id) {
    return "order/" + id;
  }

  public static String flatten(String portfolio, String request) {
    return "flatten/" + portfolio + "/" + request;
  }

  /**
   * @param plan its id in the ledger
   */
  public static String rebalance(String plan) {
    return "rebalance/" + plan;
  }

  /**
   * @param name a date, or what names a review by hand
   */
  public static String review(String portfolio, String name) {
    return "review/" + portfolio + "/" + name;
  }

  /**
   * @param name what raised it: a time, {@code start}, or what names one by hand
   */
  public static String reconcile(String portfolio, String name) {
    return "reconcile/" + portfolio + "/" + name;
  }

  public static String amplifier(String desk) {
    return "amplifier/" + desk;
  }

  /**
   * @param name what raised it
   */
  public static String collect(String desk, String name) {
    return "collect/" + desk + "/" + name;
  }

  /**
   * @param vote its id in the ledger: {@code desk/window/n}
   */
  public static String vote(String vote) {
    return "vote/" + vote;
  }

  /**
   * @param request the hash of all that decides what comes out
   */
  public static String sweep(String request) {
    return "sweep/" + shortened(request);
  }

  /**
   * @param request the hash of all that decides what comes out
   */
  public static String walkForward(String request) {
    return "walk-forward/" + shortened(request);
  }

  private static String shortened(String hash) {
    return hash.substring(0, HASH_DIGITS);
  }

  public static String calendar(String market) {
    return "calendar/" + market;
  }
}
