package chat.parley.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NicksTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "ada ada",
        "Troy^ Troy~5e",
        "Dr_willis Dr_willis",
        "|QuaD- u~~7cQuaD-",
        "_Bauer u~~5fBauer",
        "u|x u~7cx",
        "a~b a~7eb",
        "jürgen j~c3~bcrgen",
      })
  void writesWhatAnIdMayNotHoldInHexadecimal(String nick, String id) {
    assertThat(Nicks.userId(nick)).isEqualTo(id);
  }

  @Test
  void keepsLongNicksApartWithinTheLengthOfAnId() {
    String one = Nicks.userId("|".repeat(40) + "one");
    String two = Nicks.userId("|".repeat(40) + "two");

    assertThat(one).hasSizeLessThanOrEqualTo(64).isNotEqualTo(two);
    assertThat(one).matches("[A-Za-z0-9][A-Za-z0-9._:~-]{0,63}");
  }
}
