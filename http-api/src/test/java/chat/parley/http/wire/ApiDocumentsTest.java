package chat.parley.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.engine.domain.Change;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.Presence;
import chat.parley.engine.domain.PresenceStatus;
import chat.parley.engine.domain.RoomKind;
import chat.parley.engine.domain.UserPresence;
import chat.parley.engine.session.SessionPush;
import chat.parley.engine.session.SessionRequest;
import chat.parley.projections.query.Queries;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The API documents say what the readers take and the writers write, and nothing else. */
class ApiDocumentsTest {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final JsonNode OPEN_API = document("/openapi.json");
  private static final JsonNode ASYNC_API = document("/asyncapi.json");
  private static final SchemaCheck OF_OPEN_API = new SchemaCheck(OPEN_API);
  private static final SchemaCheck OF_ASYNC_API = new SchemaCheck(ASYNC_API);

  private static final String IMPORT_EXAMPLE =
      "/paths/~1api~1chat~1import/post/requestBody/content/application~1x-ndjson/example";

  /** Described already, served later. */
  private static final Set<String> NOT_SERVED = Set.of("stream");

  static Stream<Arguments> httpExamples() {
    return OPEN_API.findParents("example").stream()
        .map(media -> Arguments.of(media.get("example"), media.get("schema")));
  }

  @ParameterizedTest
  @MethodSource("httpExamples")
  void anExampleOfHttpFitsItsSchema(JsonNode example, JsonNode schema) {
    assertThat(OF_OPEN_API.faults(schema, example)).isEmpty();
  }

  @Test
  void everyRequestBodyHasAnExampleThatTheReaderTakes() {
    List<JsonNode> bodies = OPEN_API.findValues("requestBody");

    assertThat(bodies).hasSizeGreaterThan(10);
    for (JsonNode body : bodies) {
      JsonNode media = body.at("/content/application~1json");
      if (!media.isMissingNode()) {
        assertThat(WireJson.readObject(media.get("example").toString())).isNotNull();
      }
    }
  }

  @Test
  void everyLineOfTheImportExampleIsAnObject() {
    String body = OPEN_API.at(IMPORT_EXAMPLE).textValue();

    assertThat(body.lines()).hasSize(4).allMatch(line -> WireJson.readObject(line).has("type"));
  }

  static Stream<Arguments> clientFrames() {
    return messages("client")
        .flatMap(message -> examples(message).map(e -> Arguments.of(e, message.get("payload"))));
  }

  @ParameterizedTest
  @MethodSource("clientFrames")
  void anExampleOfAClientFrameIsUnderstood(JsonNode example, JsonNode schema) {
    SessionRequest request = FrameReader.read(example.toString()).orElseThrow();

    assertThat(OF_ASYNC_API.faults(schema, example)).isEmpty();
    if (NOT_SERVED.contains(example.get("type").textValue())) {
      assertThat(request)
          .isInstanceOfSatisfying(
              SessionRequest.Bad.class,
              bad -> assertThat(bad.code()).isEqualTo(ErrorCode.UNSUPPORTED));
    } else {
      assertThat(request.getClass().getSimpleName())
          .isEqualToIgnoringCase(example.get("type").textValue());
    }
  }

  static Stream<Arguments> serverFrames() {
    return messages("server")
        .flatMap(message -> examples(message).map(e -> Arguments.of(e, message.get("payload"))));
  }

  @ParameterizedTest
  @MethodSource("serverFrames")
  void anExampleOfAServerFrameFitsItsSchema(JsonNode example, JsonNode schema) {
    assertThat(OF_ASYNC_API.faults(schema, example)).isEmpty();
  }

  static Stream<Arguments> writtenFrames() {
    return FrameWriterTest.frames().map(a -> Arguments.of(a.get()[0]));
  }

  @ParameterizedTest
  @MethodSource("writtenFrames")
  void whatIsWrittenFitsTheSchema(SessionPush push) throws Exception {
    JsonNode frame = MAPPER.readTree(new FrameWriter(32, 200).encode(push));

    JsonNode message =
        messages("server")
            .filter(one -> one.get("name").equals(frame.get("type")))
            .findFirst()
            .orElseThrow();
    assertThat(OF_ASYNC_API.faults(message.get("payload"), frame)).isEmpty();
  }

  @Test
  void everyServerFrameOfTheDocumentIsWritten() throws Exception {
    Set<String> written = new TreeSet<>();
    for (Arguments a : FrameWriterTest.frames().toList()) {
      byte[] frame = new FrameWriter(32, 200).encode((SessionPush) a.get()[0]);
      written.add(MAPPER.readTree(frame).get("type").textValue());
    }

    assertThat(messages("server").map(one -> one.get("name").textValue()))
        .containsExactlyInAnyOrderElementsOf(written);
  }

  @Test
  void bothDocumentsSayTheSameOfTheSameThings() {
    JsonNode http = OPEN_API.at("/components/schemas");
    Map<String, JsonNode> frames =
        ASYNC_API.at("/components/schemas").properties().stream()
            .filter(schema -> http.has(schema.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    assertThat(frames).containsKeys("Message", "Member", "Room", "Policy");
    frames.forEach((name, schema) -> assertThat(schema).isEqualTo(http.get(name)));
  }

  @Test
  void theListsAreTheLists() {
    assertThat(texts(OPEN_API.at("/components/schemas/ErrorCode/enum")))
        .containsExactly(
            Arrays.stream(ErrorCode.values()).map(ErrorCode::wire).toArray(String[]::new));
    assertThat(texts(ASYNC_API.at("/components/schemas/Event/properties/kind/enum")))
        .containsExactly(
            Arrays.stream(Change.Kind.values()).map(Change.Kind::wire).toArray(String[]::new));
  }

  static Stream<Arguments> writtenObjects() {
    return Stream.of(
        written("Message", json -> WireWriter.message(json, "r1", Samples.PLAIN)),
        written("Message", json -> WireWriter.message(json, "r1", Samples.FULL)),
        written("Member", json -> WireWriter.member(json, Samples.MEMBER)),
        written("Room", json -> WireWriter.room(json, Samples.ROOM)),
        written("UserPresence", json -> WireWriter.presence(json, ADA)),
        written("UserPresence", json -> WireWriter.presence(json, NOBODY)),
        written("RoomSummary", json -> WireWriter.roomSummary(json, SUMMARY)),
        written("RoomSummary", json -> WireWriter.roomSummary(json, EMPTY_SUMMARY)));
  }

  @ParameterizedTest
  @MethodSource("writtenObjects")
  void anObjectIsWrittenAsItsSchemaSays(String name, byte[] json) throws Exception {
    JsonNode schema = OPEN_API.at("/components/schemas/" + name);

    assertThat(OF_OPEN_API.faults(schema, MAPPER.readTree(json))).isEmpty();
  }

  private static final UserPresence ADA =
      new UserPresence(
          "ada", new Presence(PresenceStatus.AWAY, Samples.NOON, List.of("ios", "web")));

  private static final UserPresence NOBODY = new UserPresence("nobody", Presence.UNKNOWN);

  private static final Queries.RoomSummary SUMMARY =
      new Queries.RoomSummary(
          "r1",
          "Boats",
          RoomKind.GROUP,
          "boats/1",
          3,
          17,
          Samples.NOON,
          Samples.FULL,
          2,
          1,
          15,
          true);

  private static final Queries.RoomSummary EMPTY_SUMMARY =
      new Queries.RoomSummary("r1", null, RoomKind.DIRECT, null, 2, 0, null, null, 0, 0, 0, false);

  private static Arguments written(String name, WireJson.Body body) {
    return Arguments.of(name, WireJson.bytes(body));
  }

  private static Stream<JsonNode> messages(String side) {
    return ASYNC_API.at("/components/messages").properties().stream()
        .filter(message -> message.getKey().startsWith(side))
        .map(Map.Entry::getValue);
  }

  private static Stream<JsonNode> examples(JsonNode message) {
    return StreamSupport.stream(message.get("examples").spliterator(), false)
        .map(example -> example.get("payload"));
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::textValue).toList();
  }

  private static JsonNode document(String name) {
    try (InputStream in = ApiDocumentsTest.class.getResourceAsStream(name)) {
      return MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
