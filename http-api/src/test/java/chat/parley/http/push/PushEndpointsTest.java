package chat.parley.http.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushEndpointsTest {

  private static final PushEndpoints ENDPOINTS = new PushEndpoints(false);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://fcm.googleapis.com/fcm/send/abc:def",
        "https://updates.push.services.mozilla.com/wpush/v2/gAAAAABn",
        "https://web.push.apple.com/QGuQyavXutnMH",
        "https://wns2-par02p.notify.windows.com/w/?token=BQYAAA%3d",
        "https://push.example.com:8443/x"
      })
  void addressesOfPushServicesAreTaken(String url) {
    assertThat(ENDPOINTS.accept(url)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "push.example.com/x",
        "http://push.example.com/x",
        "ftp://push.example.com/x",
        "https:///x",
        "https://push.example.com:22/x",
        "https://push.example.com:8080/x",
        "https://user:secret@push.example.com/x",
        "https://push.example.com/x#y",
        "https://push.example.com/a b",
        "https://localhost/x",
        "https://metadata/x",
        "https://metadata.google.internal/x",
        "https://printer.local/x",
        "https://127.0.0.1/x",
        "https://169.254.169.254/latest",
        "https://10.1.2.3/x",
        "https://8.8.8.8/x",
        "https://2130706433/x",
        "https://0x7f.1/x",
        "https://[::1]/x",
        "https://[fd00::1]/x"
      })
  void everythingElseIsRefused(String url) {
    assertThat(ENDPOINTS.accept(url)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "100.63.0.1", "172.32.0.1", "2a00:1450:4001:82a::200a"})
  void publicAddressesMayBeSpokenTo(String address) throws Exception {
    assertThat(PushEndpoints.isPublic(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.0.8",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2002:a00:1::",
        "fc00::1",
        "fe80::1",
        "ff02::1"
      })
  void innerAddressesMayNot(String address) throws Exception {
    assertThat(PushEndpoints.isPublic(InetAddress.getByName(address))).isFalse();
  }

  @Test
  void aNameThatLeadsInsideMayNotBeSpokenTo() throws Exception {
    assertThat(ENDPOINTS.mayConnect("localhost")).isFalse();
    assertThat(new PushEndpoints(true).mayConnect("localhost")).isTrue();
  }
}
