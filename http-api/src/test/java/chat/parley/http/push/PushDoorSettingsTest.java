package chat.parley.http.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PushDoorSettingsTest {

  private static final VapidKeys KEYS = VapidKeys.generate();

  private static PushDoorSettings of(String... pathsAndValues) {
    var config = ConfigFactory.load();
    for (int i = 0; i < pathsAndValues.length; i += 2) {
      config =
          ConfigFactory.parseMap(Map.of("parley.push." + pathsAndValues[i], pathsAndValues[i + 1]))
              .withFallback(config);
    }
    return PushDoorSettings.of(config);
  }

  @Test
  void nothingLeavesWhereNothingIsSet() {
    assertThat(of().isSet()).isFalse();
  }

  @Test
  void keysAreWrittenAsTheyAreRead() {
    PushDoorSettings settings =
        of(
            "web.public-key",
            KEYS.publicText(),
            "web.private-key",
            KEYS.privateText(),
            "web.subject",
            "mailto:ops@example.com");

    VapidKeys read = settings.keys().orElseThrow();
    assertThat(read.publicText()).isEqualTo(KEYS.publicText());
    assertThat(read.privateText()).isEqualTo(KEYS.privateText());
    assertThat(settings.toString()).doesNotContain(KEYS.privateText());
  }

  @Test
  void keysThatAreNoPairAreRefused() {
    String other = VapidKeys.generate().privateText();

    assertThatThrownBy(
            () ->
                of(
                    "web.public-key",
                    KEYS.publicText(),
                    "web.private-key",
                    other,
                    "web.subject",
                    "mailto:ops@example.com"))
        .hasMessageContaining("no pair");
    assertThatThrownBy(() -> of("web.public-key", KEYS.publicText())).hasMessageContaining("both");
    assertThatThrownBy(
            () -> of("web.public-key", KEYS.publicText(), "web.private-key", KEYS.privateText()))
        .hasMessageContaining("subject");
  }

  @Test
  void aWebhookNeedsAUrlAndASecret() {
    assertThatThrownBy(() -> of("webhook.url", "https://example.com/hook"))
        .hasMessageContaining("secret");
    assertThatThrownBy(() -> of("webhook.url", "example.com")).hasMessageContaining("https://");
  }

  @Test
  void aSignatureIsThatOfTheStandardsExample() {
    byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

    assertThat(
            WebhookSecret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                .sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void retryAfterIsSecondsOrADate() {
    Instant now = Instant.parse("2026-11-20T12:00:00Z");

    assertThat(PushHttp.retryAfter("120", now)).isEqualTo(Duration.ofMinutes(2));
    assertThat(PushHttp.retryAfter("Fri, 20 Nov 2026 12:00:30 GMT", now))
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(PushHttp.retryAfter("Fri, 20 Nov 2026 11:00:00 GMT", now)).isZero();
    assertThat(PushHttp.retryAfter("soon", now)).isZero();
  }
}
