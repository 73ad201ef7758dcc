package dev.belay.app.cli;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a process is asked for that is only a part of Belay.
 *
 * @param listen the address bound
 * @param hosts names by which the API is asked for besides its own, as in the header {@code Host}
 * @param simulator where the paper venue is; null for the environment's
 * @param roles of a worker
 */
public record PartFlags(
    String listen, List<String> hosts, @Nullable URI simulator, Set<Role> roles) {
  /** On loopback, where a verb does not ask. */
  public static final String LOOPBACK = "127.0.0.1";

  /** Of a verb that is no part. */
  public static final PartFlags NONE = new PartFlags(LOOPBACK, List.of(), null, Set.of());

  public PartFlags {
    hosts = List.copyOf(hosts);
    roles = Set.copyOf(roles);
  }
}
