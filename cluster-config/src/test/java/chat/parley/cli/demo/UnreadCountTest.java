package chat.parley.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.bench.client.Json;
import org.junit.jupiter.api.Test;

class UnreadCountTest {

  private final UnreadCount count = new UnreadCount("r1", "inbox:");

  @Test
  void tellsWhatHasComeAndThatItWasReadElsewhere() {
    inbox("r1", 1, 0);
    inbox("r1", 3, 1);
    assertThat(count.lines()).containsExactly("inbox: 3 unread, 1 mention");
    assertThat(count.lines()).isEmpty();

    inbox("r1", 0, 0);
    assertThat(count.lines()).containsExactly("inbox: cleared, read on the other device");
    assertThat(count.lines()).isEmpty();
  }

  @Test
  void tellsThatItWentDownThoughMoreHasComeSince() {
    inbox("r1", 9, 2);
    count.lines();

    inbox("r1", 2, 0);
    inbox("r1", 5, 2);

    assertThat(count.lines())
        .containsExactly(
            "inbox: down to 2 unread, read on the other device", "inbox: 5 unread, 2 mentions");
  }

  @Test
  void saysNothingOfWhatWasReadBeforeItWasTold() {
    inbox("r1", 4, 0);
    inbox("r1", 0, 0);
    inbox("r2", 7, 0);

    assertThat(count.lines()).isEmpty();
  }

  private void inbox(String roomId, int unread, int mentions) {
    count.take(
        Json.parse(
            """
            {"type":"inbox","rooms":[{"roomId":"%s","unreadCount":%d,"mentionCount":%d}]}"""
                .formatted(roomId, unread, mentions)));
  }
}
