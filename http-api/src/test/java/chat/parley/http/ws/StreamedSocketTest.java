package chat.parley.http.ws;

/** A connection whose channel isn't known. */
class StreamedSocketTest extends DirectSocketTests {

  StreamedSocketTest() {
    super(false);
  }
}
