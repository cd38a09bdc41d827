package chat.parley.http.rest;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import chat.parley.engine.domain.ContentType;
import chat.parley.engine.domain.Message;
import chat.parley.engine.domain.MessagePage;
import chat.parley.engine.domain.ModerationStatus;
import chat.parley.engine.domain.RoomAnswer;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two answers that differ have two tags, and one that is known is not written. */
class TagsTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123Z");

  private static final Message HI =
      new Message(
          "01JD2N7Z",
          17,
          "u1",
          "Ada",
          null,
          "hi",
          ContentType.TEXT,
          ModerationStatus.PENDING,
          NOON,
          null,
          null,
          List.of(),
          List.of(),
          null,
          null);

  @Test
  void everyNumberOfMetaIsInItsTag() throws Exception {
    RecordComponent[] parts = RoomAnswer.MetaIs.class.getRecordComponents();
    Constructor<?> constructor =
        RoomAnswer.MetaIs.class.getDeclaredConstructor(
            Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
    Set<String> tags = new HashSet<>();
    for (int changed = -1; changed < parts.length; changed++) {
      Object[] values = new Object[parts.length];
      for (int i = 0; i < parts.length; i++) {
        values[i] = value(parts[i].getType(), i == changed ? 1 : 0);
      }
      tags.add(Tags.of((RoomAnswer.MetaIs) constructor.newInstance(values)));
    }

    assertThat(tags).hasSize(parts.length + 1);
  }

  private static Object value(Class<?> type, int number) {
    if (type == Instant.class) {
      return number == 0 ? null : NOON;
    }
    return type == int.class ? (Object) number : (Object) (long) number;
  }

  private static MessagePage page(Message... messages) {
    return new MessagePage(List.of(messages), 17, 20, 17L, MessagePage.Source.WINDOW);
  }

  @Test
  void aPageHasAnotherTagForWhateverItsReaderSeesOtherwise() {
    Message thumb = HI.withReactions(List.of(new Message.Reaction("up", List.of("u2"))));
    List<MessagePage> pages =
        List.of(
            page(),
            page(HI),
            page(HI, HI),
            page(HI.seenBy("u2")),
            page(HI.edited("ho", List.of(), NOON)),
            page(HI.edited("hi", List.of(), NOON)),
            page(HI.edited("hi", List.of(), NOON.plusMillis(1))),
            page(HI.deleted(NOON)),
            page(thumb),
            page(HI.withReactions(List.of(new Message.Reaction("up", List.of("u3"))))),
            new MessagePage(List.of(HI), 18, 20, 17L, MessagePage.Source.WINDOW),
            new MessagePage(List.of(HI), 17, 21, 17L, MessagePage.Source.WINDOW),
            new MessagePage(List.of(HI), 17, 20, null, MessagePage.Source.WINDOW));

    assertThat(pages.stream().map(Tags::of)).doesNotHaveDuplicates();
    assertThat(Tags.of(page(HI.seenBy("u1")))).isEqualTo(Tags.of(page(HI)));
  }

  @Test
  void anAnswerThatIsKnownIsNotEvenWritten() {
    String tag = Tags.of(page(HI));
    HttpRequest request =
        HttpRequest.GET("/").addHeader(RawHeader.create("If-None-Match", "W/" + tag));

    HttpResponse answer =
        Answers.tagged(
            new Call(request, null, null),
            tag,
            json -> {
              throw new AssertionError("it was written");
            });

    assertThat(answer.status().intValue()).isEqualTo(304);
  }
}
