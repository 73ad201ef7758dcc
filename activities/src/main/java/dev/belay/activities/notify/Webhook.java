package dev.belay.activities.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.activities.notify.Wire.Answer;
import dev.belay.activities.notify.Wire.Silence;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Posts to an address that somebody gave: each notification as a document of its own, or, where the
 * address is one of Discord's, several as the lines of a message.
 */
public final class Webhook implements Channel {
  private static final Duration WITHIN = Duration.ofSeconds(10);

  /** Discord takes no longer message. */
  private static final int DISCORD_LONGEST = 2000;

  private static final Pattern DISCORD =
      Pattern.compile("/api(/v\\d+)?/webhooks/\\d{15,20}/[^/]+/?");

  private final URI address;
  private final String portfolio;
  private final String mode;
  private final boolean discord;
  private final Wire wire;

  /**
   * @param address with its secret; http or https
   * @param portfolio the fund's name, told with each
   * @param mode paper, testnet or live, told with each
   */
  public Webhook(URI address, String portfolio, String mode, Wire wire) {
    this.address = address;
    this.portfolio = portfolio;
    this.mode = mode;
    this.discord = isDiscord(address);
    this.wire = wire;
  }

  /** By its path, which a relay of one's own keeps. */
  private static boolean isDiscord(URI address) {
    return DISCORD.matcher(String.valueOf(address.getPath())).matches();
  }

  @Override
  public String name() {
    return discord ? "discord" : "webhook";
  }

  @Override
  public int most() {
    return discord ? 20 : 1;
  }

  @Override
  public Duration breath() {
    return discord ? Duration.ofMillis(500) : Duration.ZERO;
  }

  @Override
  public Sent send(List<Notice> notices) throws InterruptedException {
    return switch (wire.post(address, discord ? discord(notices) : plain(notices), WITHIN)) {
      case Silence(String why) -> new Sent.Later(why, Optional.empty());
      case Answer answer -> judged(answer);
    };
  }

  private ObjectNode plain(List<Notice> notices) {
    Notice notice = notices.getFirst();
    ObjectNode document = Wire.JSON.createObjectNode();
    document.put("id", notice.id());
    document.put("event", notice.topic().toString());
    document.put("portfolio", portfolio);
    document.put("mode", mode);
    document.put("agent", notice.agent().isEmpty() ? null : notice.agent());
    document.put("at", notice.at().toString());
    document.put("text", notice.text());
    ObjectNode facts = document.putObject("facts");
    notice.facts().forEach(facts::put);
    return document;
  }

  private static ObjectNode discord(List<Notice> notices) {
    ObjectNode document = Wire.JSON.createObjectNode();
    document.put("username", "Belay");
    document.put("content", Lines.of(notices, DISCORD_LONGEST));
    // Names in texts call nobody.
    document.putObject("allowed_mentions").putArray("parse");
    return document;
  }

  private static Sent judged(Answer answer) {
    if (answer.isFine()) {
      return new Sent.Delivered();
    }
    JsonNode message = answer.body().path("message");
    String said = message.isTextual() ? ": " + Lines.cut(message.asText(), 200) : "";
    String why = "HTTP %d%s".formatted(answer.status(), said);
    return switch (answer.status()) {
      case 400, 413, 415, 422 -> new Sent.Refused(why);
      default -> new Sent.Later(why, answer.retryAfter());
    };
  }

  /** Without the address. */
  @Override
  public String toString() {
    return name();
  }
}
