package chat.parley.http.ws;

/** The door with frames that Parley reads and writes. */
class DirectDoorTest extends DoorTests {

  DirectDoorTest() {
    super(WebSocketDoor.Codec.DIRECT);
  }
}
