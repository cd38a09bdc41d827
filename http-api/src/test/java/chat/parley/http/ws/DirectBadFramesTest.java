package chat.parley.http.ws;

/** Bad frames with the codec of this package. */
class DirectBadFramesTest extends BadFrameTests {

  DirectBadFramesTest() {
    super(WebSocketDoor.Codec.DIRECT);
  }
}
