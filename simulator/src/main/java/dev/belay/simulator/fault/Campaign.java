package dev.belay.simulator.fault;

import dev.belay.simulator.fault.Fault.ClockSkew;
import dev.belay.simulator.fault.Fault.Lasting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A plan that is being carried out: what has been counted, what lasts, what has happened. */
public final class Campaign {
  /** Of more occurrences only the number is kept. */
  private static final int KEPT = 10_000;

  private final FaultPlan plan;
  private final long[] matched;
  private final long[] fired;
  private final long[] met;
  private final List<Standing> standing = new ArrayList<>();
  private final Map<Hidden, Span> hidden = new HashMap<>();
  private final List<Occurrence> occurrences = new ArrayList<>();
  private long happened;

  private record Standing(int rule, Lasting fault, long until) {}

  private record Hidden(String account, String clientId, boolean conditional) {}

  private record Span(long from, long until) {}

  /**
   * What a call meets.
   *
   * @param skew how far the venue's clock is ahead for this call, in milliseconds
   * @param fault what goes wrong with it; null when nothing does
   * @param left how long a lasting fault still lasts, in milliseconds, else 0
   * @param occurrence its number; 0 when an earlier call's fault still lasts, or nothing is wrong
   */
  public record Meeting(long skew, @Nullable Fault fault, long left, long occurrence) {}

  /**
   * How a rule has fared.
   *
   * @param matched calls of its endpoint and account
   * @param fired those that met its fault by number or by chance
   * @param met those and, of a lasting fault, all that came into its span
   */
  public record Tally(FaultRule rule, long matched, long fired, long met) {}

  /**
   * @param happened how often faults have fired; the first {@value #KEPT} are listed
   */
  public record Report(long seed, List<Tally> rules, long happened, List<Occurrence> occurrences) {}

  public Campaign(FaultPlan plan) {
    this.plan = plan;
    this.matched = new long[plan.rules().size()];
    this.fired = new long[plan.rules().size()];
    this.met = new long[plan.rules().size()];
  }

  /** Counts the call and decides what it meets. Times are epoch milliseconds. */
  public synchronized Meeting meet(Asked asked, long wall, long market) {
    standing.removeIf(each -> each.until <= wall);
    long skew = 0;
    for (Standing each : standing) {
      if (!plan.rules().get(each.rule).concerns(asked)) {
        continue;
      }
      met[each.rule]++;
      if (!(each.fault instanceof ClockSkew(long by, long ms))) {
        return new Meeting(0, each.fault, each.until - wall, 0);
      }
      skew += by;
    }
    int rule = due(asked);
    if (rule < 0) {
      return new Meeting(skew, null, 0, 0);
    }
    Fault fault = plan.rules().get(rule).fault();
    fired[rule]++;
    met[rule]++;
    note(rule, fault, asked, wall, market);
    long left = 0;
    if (fault instanceof Lasting lasting) {
      left = lasting.ms();
      standing.add(new Standing(rule, lasting, wall + left));
    }
    return new Meeting(
        fault instanceof ClockSkew(long by, long ms) ? skew + by : skew, fault, left, happened);
  }

  /** All rules count the call; the first that is due has it. */
  private int due(Asked asked) {
    int first = -1;
    for (int i = 0; i < plan.rules().size(); i++) {
      FaultRule rule = plan.rules().get(i);
      if (rule.matches(asked)) {
        matched[i]++;
        if (first < 0 && fired[i] < rule.most() && isDue(rule, i)) {
          first = i;
        }
      }
    }
    return first;
  }

  private boolean isDue(FaultRule rule, int i) {
    Long nth = rule.nth();
    Double probability = rule.probability();
    return nth != null
        ? matched[i] >= nth
        : probability != null && plan.chance(i, matched[i]) < probability;
  }

  private void note(int rule, Fault fault, Asked asked, long wall, long market) {
    happened++;
    if (occurrences.size() < KEPT) {
      occurrences.add(
          new Occurrence(
              happened,
              rule,
              fault,
              matched[rule],
              wall,
              market,
              asked.endpoint(),
              asked.account(),
              asked.clientId(),
              null));
    }
  }

  /** The venue carried the call out, with this HTTP status as its true answer. */
  public synchronized void done(long occurrence, int status) {
    if (occurrence >= 1 && occurrence <= occurrences.size()) {
      int at = Math.toIntExact(occurrence - 1);
      occurrences.set(at, occurrences.get(at).done(status));
    }
  }

  /** Queries are not to find orders of that client id accepted from one wall time to the other. */
  public synchronized void hide(
      String account, String clientId, boolean conditional, long from, long until) {
    hidden.put(new Hidden(account, clientId, conditional), new Span(from, until));
  }

  /** Whether queries must not find an order at the wall time {@code now}. */
  public synchronized boolean hides(
      String account, String clientId, boolean conditional, long acceptedAt, long now) {
    Span span = hidden.get(new Hidden(account, clientId, conditional));
    return span != null && now < span.until && acceptedAt >= span.from;
  }

  public synchronized Report report() {
    List<Tally> tallies = new ArrayList<>();
    for (int i = 0; i < matched.length; i++) {
      tallies.add(new Tally(plan.rules().get(i), matched[i], fired[i], met[i]));
    }
    return new Report(plan.seed(), tallies, happened, List.copyOf(occurrences));
  }
}
