package chat.parley.http.ws;

/** The door with frames that Akka HTTP reads and writes. */
class PublicDoorTest extends DoorTests {

  PublicDoorTest() {
    super(WebSocketDoor.Codec.PUBLIC);
  }
}
