package dev.belay.strategies.amplifier;

import dev.belay.domain.money.Usdt;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Every number of the amplifier.
 *
 * @param capital that the desk begins with
 * @param profiles that can be chosen
 * @param profile the name of the chosen one
 */
public record AmplifierSettings(
    Usdt capital,
    MomentumSettings momentum,
    ScannerSettings scanner,
    RegimeSettings regime,
    EntrySettings entry,
    Limits limits,
    List<Profile> profiles,
    String profile) {
  /** Fewer coins say nothing about alts; below it no configuration may go. */
  static final int LEAST_UNIVERSE = 20;

  public AmplifierSettings {
    profiles = List.copyOf(profiles);
  }

  /** As shipped, with the moderate profile. */
  public static AmplifierSettings standard() {
    return new AmplifierSettings(
        Usdt.of("10000"),
        MomentumSettings.standard(),
        ScannerSettings.standard(),
        RegimeSettings.standard(),
        EntrySettings.standard(),
        Limits.STANDARD,
        Profile.shipped(),
        Profile.MODERATE.name());
  }

  /** The same with another profile chosen. */
  public AmplifierSettings choosing(String name) {
    return new AmplifierSettings(capital, momentum, scanner, regime, entry, limits, profiles, name);
  }

  /**
   * The profile that is chosen.
   *
   * @throws IllegalArgumentException with the names there are, if there is none of that name
   */
  public Profile chosen() {
    return profiles.stream()
        .filter(each -> each.name().equals(profile))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected a profile of %s, was %s"
                        .formatted(profiles.stream().map(Profile::name).toList(), profile)));
  }

  /** All that is wrong with it, one sentence each; empty when it may be used. */
  public List<String> problems() {
    Problems problems = new Problems();
    problems.unless(capital.isPositive(), "Expected capital above 0, was %s", capital);
    momentum.check(problems);
    scanner.check(problems);
    regime.check(problems);
    entry.check(problems);
    limits.check(problems);
    Set<String> names = new HashSet<>();
    for (Profile each : profiles) {
      problems.unless(
          names.add(each.name()), "Expected each profile once, was %s twice", each.name());
      each.check(problems, entry.exitMomentum(), limits);
    }
    problems.unless(
        names.contains(profile),
        "Expected a profile of %s, was %s",
        profiles.stream().map(Profile::name).toList(),
        profile);
    return problems.found();
  }

  /**
   * What is wrong with the symbols a desk is to scan, on paper, testnet or live.
   *
   * @param symbols that are left when what is no coin was excluded
   */
  public Optional<String> problemOfUniverse(int symbols) {
    return symbols >= scanner.minimumUniverse()
        ? Optional.empty()
        : Optional.of(
            "Expected a universe of at least %d symbols, was %d"
                .formatted(scanner.minimumUniverse(), symbols));
  }

  /**
   * This, if it may be used.
   *
   * @throws IllegalArgumentException with all that is wrong
   */
  public AmplifierSettings checked() {
    List<String> problems = problems();
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join(". ", problems));
    }
    return this;
  }
}
