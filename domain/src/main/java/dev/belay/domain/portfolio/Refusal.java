package dev.belay.domain.portfolio;

/**
 * A typed no.
 *
 * @param detail what was expected and what was found
 */
public record Refusal(RefusalCode code, String detail) {}
