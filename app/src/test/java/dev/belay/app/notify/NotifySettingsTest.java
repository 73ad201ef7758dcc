package dev.belay.app.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.activities.notify.NoticeTopic;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.notify.NotifySettings.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotifySettingsTest {
  private static final String SECRET = "zyx57W2v1u123ew11";
  private static final String TOKEN = "123456:ABC-DEF1234ghIkl-" + SECRET;

  @Test
  void nothingSetMeansNothingSent() {
    NotifySettings settings = NotifySettings.of(Map.of());

    assertThat(settings.isOff()).isTrue();
    assertThat(settings).hasToString("off");
  }

  @Test
  void readsAllOfIt() {
    NotifySettings settings =
        NotifySettings.of(
            Map.of(
                "BELAY_WEBHOOK_URL", "https://hooks.example.org/" + SECRET,
                "BELAY_TELEGRAM_TOKEN", TOKEN,
                "BELAY_TELEGRAM_CHATS", "42, -1001234567890",
                "BELAY_TELEGRAM_COMMANDS", "read",
                "BELAY_NOTIFY_EVENTS", "exit,halt"));

    NotifySettings.Telegram telegram = Objects.requireNonNull(settings.telegram());
    assertThat(telegram.chats()).containsExactly(-1001234567890L, 42L);
    assertThat(telegram.commands()).isEqualTo(Commands.READ);
    assertThat(telegram.api()).hasToString("https://api.telegram.org");
    assertThat(settings.topics())
        .containsExactlyInAnyOrder(NoticeTopic.EXIT, NoticeTopic.HALT, NoticeTopic.NOTE);
    assertThat(settings).hasToString("a webhook, telegram (2 chats)");
  }

  @Test
  void secretsMayBeInFiles(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");

    NotifySettings settings =
        NotifySettings.of(
            Map.of("BELAY_TELEGRAM_TOKEN_FILE", file.toString(), "BELAY_TELEGRAM_CHATS", "42"));

    assertThat(Objects.requireNonNull(settings.telegram()).commands()).isEqualTo(Commands.ALL);
  }

  @ParameterizedTest
  @CsvSource({
    "BELAY_WEBHOOK_URL,ftp://h/zyx57W2v1u123ew11,an address such as",
    "BELAY_WEBHOOK_URL,https://h/a b|zyx57W2v1u123ew11,an address such as",
    "BELAY_TELEGRAM_TOKEN,zyx57W2v1u123ew11,Expected a bot's token",
    "BELAY_TELEGRAM_CHATS,@belay,numbers of chats",
    "BELAY_TELEGRAM_CHATS,'',the numbers of 1 to 20 chats",
    "BELAY_TELEGRAM_COMMANDS,some,'all, read or none'",
    "BELAY_TELEGRAM_API,https://h/path,Expected an address",
    "BELAY_NOTIFY_EVENTS,fills,'entry, exit, stop, pause, halt, case, review, vote, daily'"
  })
  void whatCantBeUsedIsSaidWithoutASecret(String name, String value, String said) {
    Map<String, String> environment =
        new TreeMap<>(Map.of("BELAY_TELEGRAM_TOKEN", TOKEN, "BELAY_TELEGRAM_CHATS", "42"));
    environment.put(name, value);

    assertThatThrownBy(() -> NotifySettings.of(environment))
        .isInstanceOfSatisfying(
            OperatorException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_INPUT))
        .hasMessageContaining(said)
        .hasMessageContaining(name)
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void chatsWithoutABotAreAMistake() {
    assertThatThrownBy(() -> NotifySettings.of(Map.of("BELAY_TELEGRAM_CHATS", "42")))
        .hasMessageContaining("BELAY_TELEGRAM_TOKEN");
  }
}
