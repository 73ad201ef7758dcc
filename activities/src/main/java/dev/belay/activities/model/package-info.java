/**
 * Asking language models behind OpenAI-compatible endpoints, once per logical call, within a
 * budget; retries are Temporal's.
 */
@NullMarked
package dev.belay.activities.model;

import org.jspecify.annotations.NullMarked;
