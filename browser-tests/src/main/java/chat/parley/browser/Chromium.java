package chat.parley.browser;

import com.google.gson.JsonElement;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The browser of this machine, without a window, driven by Playwright. */
public final class Chromium implements AutoCloseable {

  private static final String NODE_PATH = "playwright.nodejs.path";
  private static final Path INSTALLED_NODE = Path.of("/usr/bin/node");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Starts it; the system property {@code parley.browser} names the program. */
  public static Chromium start(String... more) {
    if (System.getProperty(NODE_PATH) == null && Files.isExecutable(INSTALLED_NODE)) {
      System.setProperty(NODE_PATH, INSTALLED_NODE.toString());
    }
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    try {
      return new Chromium(playwright, playwright.chromium().launch(options(more)));
    } catch (RuntimeException e) {
      playwright.close();
      throw e;
    }
  }

  private static BrowserType.LaunchOptions options(String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("--disable-dev-shm-usage");
    // Chromium refuses to run as root with a sandbox, and containers are often root.
    boolean sandbox = !System.getProperty("user.name").equals("root");
    return new BrowserType.LaunchOptions()
        .setExecutablePath(Path.of(System.getProperty("parley.browser", "/usr/bin/chromium")))
        .setChromiumSandbox(sandbox)
        .setArgs(arguments);
  }

  public Browser browser() {
    return browser;
  }

  /** What runs in it, by kind: page, shared_worker and others. */
  public List<String> targets() {
    List<String> kinds = new ArrayList<>();
    for (JsonElement one :
        browser.newBrowserCDPSession().send("Target.getTargets").getAsJsonArray("targetInfos")) {
      kinds.add(one.getAsJsonObject().get("type").getAsString());
    }
    return kinds;
  }

  public String version() {
    return browser.version();
  }

  @Override
  public void close() {
    playwright.close();
  }
}
