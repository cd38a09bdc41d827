package chat.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TagTest {

  @Test
  void isFoundWhereverItStands() {
    for (int before = 0; before < 12; before++) {
      byte[] bytes = Bytes.join(new byte[before], Texts.ofBytes(120).inJson(0xabcdef), new byte[5]);
      int at = Tag.find(bytes, 0, bytes.length);
      assertThat(Tag.number(bytes, at)).as("after %d bytes", before).isEqualTo(0xabcdef);
    }
  }

  @Test
  void isNotFoundInOtherSigns() {
    byte[] bytes = Bytes.of("a@b, @@@@ and @@@@@00000001 and @@@@0000000g");
    assertThat(Tag.find(bytes, 0, bytes.length)).isNegative();
  }

  @Test
  void textsHaveTheirLengthInBytesAndAreWhole() {
    for (int number = 0; number < 20; number++) {
      byte[] text = Texts.ofBytes(120).inJson(number);
      assertThat(text).hasSize(120);
      assertThat(Bytes.text(text)).doesNotContain("\ufffd");
    }
  }

  @Test
  void givenTextsAreQuotedForJson() {
    byte[] text = Texts.of(List.of("say \"hi\"\\")).inJson(1);
    assertThat(Bytes.text(text)).isEqualTo("@@@@00000001 say \\\"hi\\\"\\\\");
  }
}
