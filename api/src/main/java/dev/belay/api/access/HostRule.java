package dev.belay.api.access;

import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which {@code Host} and {@code Origin} are ours. A page on a foreign name that was pointed at this
 * machine, or a foreign page that sends requests here, is neither.
 */
public final class HostRule {
  private final Set<String> names = new LinkedHashSet<>();
  private final Set<String> given;

  /**
   * @param boundHost the address it listens on
   * @param given names by which it may be asked for besides, with a port where the asker says one;
   *     their pages may have come encrypted
   */
  public HostRule(String boundHost, List<String> given) {
    this.given = new LinkedHashSet<>(given);
    names.add("localhost");
    names.add("127.0.0.1");
    names.add("[::1]");
    String bound = boundHost.toLowerCase(Locale.ROOT);
    // The wildcard addresses are no name that anybody asks for.
    if (!bound.equals("0.0.0.0") && !bound.equals("::") && !bound.equals("[::]")) {
      names.add(bound.contains(":") && !bound.startsWith("[") ? "[" + bound + "]" : bound);
    }
  }

  /**
   * @param server the address the request came in at: asking for it by number is always ours
   */
  public boolean isOurs(@Nullable String host, InetSocketAddress server) {
    if (host == null) {
      return false;
    }
    String asked = host.toLowerCase(Locale.ROOT);
    if (given.contains(asked)) {
      return true;
    }
    String withPort = asked.matches(".*:\\d+") ? asked : asked + ":80";
    return names.stream().anyMatch(name -> withPort.equals(name + ":" + server.getPort()))
        || withPort.equals(literal(server) + ":" + server.getPort());
  }

  /** An absent origin is no page at all, or one of ours. */
  boolean isOrigin(@Nullable String origin, InetSocketAddress server) {
    return origin == null
        || (origin.startsWith("http://") && isOurs(origin.substring("http://".length()), server))
        || (origin.startsWith("https://") && given.contains(origin.substring("https://".length())));
  }

  /** For messages. */
  String expected(InetSocketAddress server) {
    String ours = String.join(" or ", names) + " with port " + server.getPort();
    return given.isEmpty() ? ours : ours + ", or " + String.join(" or ", given);
  }

  private static @Nullable String literal(InetSocketAddress server) {
    if (server.getAddress() == null) {
      return null;
    }
    String address = server.getAddress().getHostAddress();
    return address.contains(":") ? "[" + address + "]" : address;
  }
}
