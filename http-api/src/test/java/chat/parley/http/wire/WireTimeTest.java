package chat.parley.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WireTimeTest {

  private static final DateTimeFormatter FORMATTER =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  @Test
  void aTimeIsWrittenAsTheFormatterOfTheLibraryDoes() {
    Random random = new Random(7);
    long seconds = LAST.getEpochSecond() - FIRST.getEpochSecond();
    for (int i = 0; i < 100_000; i++) {
      Instant time =
          FIRST
              .plusSeconds((long) (random.nextDouble() * seconds))
              .plusNanos(random.nextInt(1 << 30));
      assertThat(WireTime.write(time)).isEqualTo(FORMATTER.format(time));
    }
    for (Instant edge = FIRST; edge.isBefore(LAST); edge = edge.plus(59, ChronoUnit.DAYS)) {
      Instant before = edge.minusNanos(1);
      assertThat(WireTime.write(edge)).isEqualTo(FORMATTER.format(edge));
      assertThat(WireTime.write(before)).isEqualTo(FORMATTER.format(before));
    }
  }

  @Test
  void whatIsWrittenIsRead() {
    Random random = new Random(8);
    for (int i = 0; i < 10_000; i++) {
      Instant time = Instant.ofEpochMilli((long) (random.nextDouble() * LAST.toEpochMilli()));
      assertThat(WireTime.read(WireTime.write(time))).contains(time);
    }
  }

  @Test
  void aYearThatAZoneHasCarriedBeyondFourDigitsIsWrittenToo() {
    Instant beyond = WireTime.read("9999-12-31T23:59:59-12:00").orElseThrow();
    assertThat(WireTime.write(beyond)).isEqualTo("+10000-01-01T11:59:59.000Z");
  }
}
