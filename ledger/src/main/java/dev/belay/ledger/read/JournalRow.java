package dev.belay.ledger.read;

import java.time.Instant;

/**
 * An event of an account as journaled.
 *
 * @param seq number within the account, from 1
 * @param kind such as decision, fill or halt
 * @param body JSON
 * @param recordedAt wall time
 * @param hash over this event and the one before
 */
public record JournalRow(
    String account, long seq, String kind, String body, Instant recordedAt, String hash) {}
