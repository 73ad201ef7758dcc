/**
 * Research in pieces that survive whatever falls: sweeps and walk-forward runs. What is computed is
 * in files named by their hash; workflows know the hashes only.
 */
@NullMarked
package dev.belay.workflows.research;

import org.jspecify.annotations.NullMarked;
