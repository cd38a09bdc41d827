package chat.parley.http.ws;

import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client's ear: the text frames it heard, and how the connection ended. */
final class Client implements WebSocket.Listener {

  final List<String> frames = new CopyOnWriteArrayList<>();
  volatile int closeCode = -1;
  volatile Throwable failure;

  private final StringBuilder frame = new StringBuilder();

  @Override
  public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    frame.append(data);
    if (last) {
      frames.add(frame.toString());
      frame.setLength(0);
    }
    socket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket socket, int statusCode, String reason) {
    closeCode = statusCode;
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    failure = error;
  }
}
