package chat.parley.engine.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:~-]{0,63}");
  private static final String CHARS =
      "aAzZ09._:~-mM5@[`{/;,!^|\u0000\n \u00e9\u0661\uff21\ud83d\ude00";

  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "Z", "u1", "dm~abc", "a.b_c:d~e-f", "ref~x2"})
  void theseAreIds(String id) {
    assertThat(Ids.isValid(id)).isTrue();
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {" ", ".a", "~a", "-a", "a b", "a/b", "a|b", "a\n", "é", "a\u0000", "aé"})
  void theseAreNone(String id) {
    assertThat(Ids.isValid(id)).isFalse();
  }

  @Test
  void anIdHasAtMost64Characters() {
    assertThat(Ids.isValid("a".repeat(64))).isTrue();
    assertThat(Ids.isValid("a".repeat(65))).isFalse();
  }

  @Test
  void anyCharacterAnywhereIsJudgedAsTheExpressionOfTheProtocolDoes() {
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      String first = (char) c + "a";
      String last = "a" + (char) c;
      assertThat(Ids.isValid(first)).isEqualTo(VALID.matcher(first).matches());
      assertThat(Ids.isValid(last)).isEqualTo(VALID.matcher(last).matches());
    }
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      StringBuilder id = new StringBuilder();
      int kinds = random.nextBoolean() ? CHARS.length() : 13;
      for (int length = random.nextInt(70); length > 0; length--) {
        id.append(CHARS.charAt(random.nextInt(kinds)));
      }
      assertThat(Ids.isValid(id.toString())).isEqualTo(VALID.matcher(id).matches());
    }
  }
}
