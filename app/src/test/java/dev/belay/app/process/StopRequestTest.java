package dev.belay.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StopRequestTest {

  @Test
  void theFirstCauseCounts() throws Exception {
    StopRequest request = StopRequest.listen();

    assertThat(request.await(Duration.ofMillis(1))).isEqualTo(StopRequest.Cause.TIME_OVER);
    request.stop(StopRequest.Cause.TERMINATED);
    request.stop(StopRequest.Cause.INTERRUPTED);

    assertThat(request.await(null)).isEqualTo(StopRequest.Cause.TERMINATED);
    assertThat(request.requested()).isTrue();
  }
}
