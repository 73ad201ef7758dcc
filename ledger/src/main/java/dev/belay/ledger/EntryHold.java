package dev.belay.ledger;

import dev.belay.domain.portfolio.RefusalCode;
import java.time.Instant;

/**
 * Entries are refused for a reason that passes by itself.
 *
 * @param source who found the reason
 * @param since wall time
 */
public record EntryHold(String source, RefusalCode code, String detail, Instant since) {}
