package chat.parley.engine.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The journal's format: what a release wrote, every later one reads and writes alike. */
class EventGoldenTest {

  static List<String> names() {
    return List.copyOf(EventSamples.all().keySet());
  }

  @ParameterizedTest
  @MethodSource("names")
  void anEventIsWrittenAsEver(String name) throws IOException {
    String written =
        new String(EventJson.write(EventSamples.all().get(name)), StandardCharsets.UTF_8);

    assertThat(written).isEqualTo(golden(name));
  }

  @ParameterizedTest
  @MethodSource("names")
  void anEventOfOldIsRead(String name) throws IOException {
    RoomEvent read = EventJson.read(golden(name).getBytes(StandardCharsets.UTF_8));

    assertThat(read).isEqualTo(EventSamples.all().get(name));
  }

  @Test
  void everyKindOfEventHasAGoldenFile() {
    List<Class<?>> kinds = new ArrayList<>();
    collect(RoomEvent.class, kinds);
    Map<String, RoomEvent> samples = EventSamples.all();

    assertThat(samples.values()).extracting(Object::getClass).containsAll(List.copyOf(kinds));
    assertThat(kinds).hasSizeGreaterThan(12);
  }

  private static void collect(Class<?> type, List<Class<?>> kinds) {
    if (type.isSealed()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        collect(permitted, kinds);
      }
    } else if (RoomEvent.class.isAssignableFrom(type)) {
      kinds.add(type);
    }
  }

  @Test
  void aFieldThatALaterReleaseAddsDoesNoHarm() {
    RoomEvent read =
        EventJson.read(
            ("{\"type\":\"mute.changed\",\"userId\":\"u2\",\"muted\":true,\"new\":1,"
                    + "\"at\":\"2026-11-20T12:00:00.123Z\"}")
                .getBytes(StandardCharsets.UTF_8));

    assertThat(read).isInstanceOf(RoomEvent.MuteChanged.class);
  }

  private static String golden(String name) throws IOException {
    try (InputStream in =
        EventGoldenTest.class.getResourceAsStream("/golden/v1/" + name + ".json")) {
      assertThat(in).as("golden file of " + name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
