package chat.parley.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import chat.parley.engine.domain.ErrorCode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTest {

  @ParameterizedTest
  @CsvSource({
    "bad_request,400", "unauthorized,401", "forbidden,403", "silenced,403", "not_found,404",
    "conflict,409", "room_closed,409", "too_large,413", "rejected,422", "rate_limited,429",
    "quota_exceeded,429", "internal,500", "unsupported,501", "unavailable,503", "overloaded,503"
  })
  void everyCodeHasTheStatusOfTheTable(String wire, int status) {
    ErrorCode code =
        Arrays.stream(ErrorCode.values())
            .filter(c -> c.wire().equals(wire))
            .findAny()
            .orElseThrow();

    HttpResponse response = Problem.of(code, "why", 0);

    assertThat(response.status().intValue()).isEqualTo(status);
    assertThat(body(response)).contains("\"status\":" + status, "\"code\":\"" + wire + "\"");
  }

  @Test
  void aProblemHasExactlyTheseBytes() {
    HttpResponse response = Problem.of(ErrorCode.RATE_LIMITED, "too many messages", 400);

    assertThat(response.entity().getContentType().toString())
        .startsWith("application/problem+json");
    assertThat(body(response))
        .isEqualTo(
            """
            {"type":"about:blank","title":"Too Many Requests","status":429,\
            "detail":"too many messages","code":"rate_limited","retryAfterMs":400}""");
    assertThat(response.getHeader("Retry-After").map(HttpHeader::value)).contains("1");
  }

  @Test
  void whereWaitingDoesNotHelpNothingIsSaidOfIt() {
    HttpResponse response = Problem.of(WireException.bad("limit must be 1 to 50"));

    assertThat(response.getHeader("Retry-After")).isEmpty();
    assertThat(body(response)).doesNotContain("retryAfterMs");
  }

  private static String body(HttpResponse response) {
    return ((HttpEntity.Strict) response.entity()).getData().utf8String();
  }
}
