package dev.belay.ledger.read;

import java.util.Map;

/**
 * What an agent's last rounds came to.
 *
 * @param rounds how many were looked at
 * @param outcomes rounds by outcome, most frequent first
 * @param refusals refused elements by code, most frequent first
 */
public record RecentRounds(long rounds, Map<String, Long> outcomes, Map<String, Long> refusals) {}
