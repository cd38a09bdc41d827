package chat.parley.bench.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** One that echoes at a node's place, and one at another's that calls it over one connection. */
final class Echoes implements AutoCloseable {

  private static final int PORT = 7;
  private static final int PATIENCE_MS = 400;

  private final Process server;
  private final Process client;

  Echoes(NodePlace serving, NodePlace calling) throws IOException {
    server = start(serving.entry(), Server.class, serving.host());
    said(server);
    client = start(calling.entry(), Client.class, serving.host());
  }

  /**
   * Runs a main of the tests.
   *
   * @param entry what goes before the command
   */
  static Process start(List<String> entry, Class<?> main, String argument) throws IOException {
    List<String> command = new ArrayList<>(entry);
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName(), argument));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** The next line that a process says. */
  static String said(Process process) throws IOException {
    return process.inputReader().readLine();
  }

  /** Says a byte more, and answers what came back in time: "echo" or "silence". */
  String call() throws IOException {
    client.getOutputStream().write(1);
    client.getOutputStream().flush();
    return said(client);
  }

  @Override
  public void close() {
    server.destroyForcibly();
    client.destroyForcibly();
  }

  /** Gives back what it gets. */
  static final class Server {

    private Server() {}

    public static void main(String[] address) throws IOException {
      try (ServerSocket listening = new ServerSocket(PORT, 1, InetAddress.getByName(address[0]))) {
        System.out.println("listening");
        try (Socket socket = listening.accept()) {
          socket.getInputStream().transferTo(socket.getOutputStream());
        }
      }
    }
  }

  /** For each byte it is given it says a byte, and tells whether one came back. */
  static final class Client {

    private Client() {}

    public static void main(String[] address) throws IOException {
      try (Socket socket = new Socket(address[0], PORT)) {
        socket.setSoTimeout(PATIENCE_MS);
        while (System.in.read() >= 0) {
          System.out.println(call(socket));
        }
      }
    }

    private static String call(Socket socket) throws IOException {
      socket.getInputStream().skip(socket.getInputStream().available());
      socket.getOutputStream().write(1);
      try {
        return socket.getInputStream().read() == 1 ? "echo" : "end";
      } catch (SocketTimeoutException e) {
        return "silence";
      }
    }
  }
}
