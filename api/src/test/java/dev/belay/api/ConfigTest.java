package dev.belay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConfigTest {
  private TestApi api;

  @BeforeEach
  void start() {
    api = TestApi.start();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void saysOnceWhatMostAgentsHave() {
    JsonNode answer = api.json("/api/config");
    JsonNode config = answer.get("config");

    assertThat(config.get("symbols")).hasSize(2);
    assertThat(config.at("/agents/0").has("symbols")).isFalse();
    assertThat(config.at("/agents/0/interval").asText()).isEqualTo("90s");
    assertThat(config.at("/agents/0").has("voices")).isFalse();
    assertThat(config.at("/agents/1/interval").asText()).isEqualTo("3m");
    assertThat(config.at("/agents/1/voices").asInt()).isEqualTo(3);
    assertThat(config.at("/agents/2/symbols/0").asText()).isEqualTo("BTCUSDT");
    assertThat(config.at("/agents/2/interval").asText()).isEqualTo("1h");
    assertThat(config.at("/agent_limits/drawdown_pause").asText()).isEqualTo("1h");
    assertThat(config.at("/fund_limits").size()).isEqualTo(5);
    assertThat(config.at("/models/0").has("base_url")).isFalse();
    assertThat(answer.at("/disabled/0").asText()).isEqualTo("c");
  }

  @Test
  void settingsNeedTheTokenAndTellWhatWasWrong() {
    assertThat(api.post("/api/config/settings", "name: main").statusCode()).isEqualTo(401);

    HttpResponse<String> done = api.command("/api/config/settings", "name: main");
    assertThat(done.statusCode()).isEqualTo(200);
    assertThat(api.config.applied).isEqualTo("name: main");
    assertThat(TestApi.tree(done).get("message").asText()).contains("daily_budget_usd");

    HttpResponse<String> bad = api.command("/api/config/settings", "bad");
    assertThat(bad.statusCode()).isEqualTo(400);
    assertThat(TestApi.tree(bad).get("detail").asText()).isEqualTo("line 1: not YAML");
  }
}
