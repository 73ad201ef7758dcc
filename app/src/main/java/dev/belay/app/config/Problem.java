package dev.belay.app.config;

/**
 * Something wrong with a file.
 *
 * @param line from 1; 0 where it is not a matter of one line
 * @param text the path, what was expected and what was found
 */
public record Problem(int line, String text) {}
