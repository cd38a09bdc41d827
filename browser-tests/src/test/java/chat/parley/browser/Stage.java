package chat.parley.browser;

import com.microsoft.playwright.Browser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One node and one browser for all tests; the visitors of a test leave when it ends. */
final class Stage implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {

  private final List<Visitor> visitors = new ArrayList<>();
  private House house;

  /** What is started once. */
  private record House(ChatServer server, Gate gate, Chromium chromium) implements AutoCloseable {

    static House open() {
      try {
        Path target = Files.createDirectories(Path.of("target", "it"));
        Path home = Files.createTempDirectory(target, "browser").toAbsolutePath();
        ChatServer server = new ChatServer(home, "-XX:TieredStopAtLevel=1");
        return new House(server, new Gate(server.url()), Chromium.start());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      chromium.close();
      gate.close();
      server.close();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    house =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(Stage.class))
            .getOrComputeIfAbsent(House.class, type -> House.open(), House.class);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    gate().open();
    gate().forget();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    visitors.forEach(Visitor::close);
    visitors.clear();
  }

  ChatServer server() {
    return house.server();
  }

  /** What every browser goes through. */
  Gate gate() {
    return house.gate();
  }

  Chromium chromium() {
    return house.chromium();
  }

  /** Somebody new before the closed door. */
  Visitor visitor() {
    return visitor(new Browser.NewContextOptions());
  }

  /** The same on another device, or in another light. */
  Visitor visitor(Browser.NewContextOptions options) {
    Visitor visitor = Visitor.at(chromium(), gate().url(), options);
    visitors.add(visitor);
    return visitor.open();
  }

  /** Somebody who is in. */
  Visitor visitor(String name) {
    return visitor().comeIn(name);
  }
}
