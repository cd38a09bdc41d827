package chat.parley.http.ws;

/** Bad frames with Akka HTTP's codec. */
class PublicBadFramesTest extends BadFrameTests {

  PublicBadFramesTest() {
    super(WebSocketDoor.Codec.PUBLIC);
  }
}
