package dev.belay.engine.statistics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A correlation matrix.
 *
 * @param matrix -1 to 1, symmetric; null without enough samples; a cell is null where one of the
 *     pair did not move
 * @param reason why the matrix or some of it is null
 */
public record Correlation(
    @Nullable List<List<@Nullable Double>> matrix, @Nullable String reason, int samples) {}
