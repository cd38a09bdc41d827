package chat.parley.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;

/**
 * Somebody with a browser profile of his own and the page in a tab of it. Finds things by what
 * people see and hear: roles and labels. The only place that knows how the page is made.
 */
public final class Visitor implements AutoCloseable {

  private final BrowserContext context;
  private final URI url;
  private Page page;

  private Visitor(BrowserContext context, URI url) {
    this.context = context;
    this.url = url;
    this.page = context.newPage();
  }

  /** A browser profile in which the page was never opened. */
  public static Visitor at(Chromium chromium, URI url) {
    return at(chromium, url, new Browser.NewContextOptions().setLocale("en-GB"));
  }

  public static Visitor at(Chromium chromium, URI url, Browser.NewContextOptions options) {
    return new Visitor(chromium.browser().newContext(options), url);
  }

  /** Opens the page, in the tab that is there. */
  public Visitor open() {
    page.navigate(url.toString());
    return this;
  }

  /** Says who one is at the door, and waits until one can write. */
  public Visitor comeIn(String name) {
    page.getByLabel("Your name").fill(name);
    page.getByRole(AriaRole.BUTTON, named("Enter")).click();
    input().waitFor();
    return this;
  }

  /** Writes a message and presses Enter. */
  public void say(String text) {
    input().fill(text);
    input().press("Enter");
  }

  public Locator input() {
    return page.getByLabel("Message", new Page.GetByLabelOptions().setExact(true));
  }

  /** The messages that are in the page, one element each. */
  public Locator messages() {
    return page.locator("#messages > li, [role=feed] article");
  }

  /** Those with exactly this text. */
  public Locator message(String text) {
    return messages().filter(new Locator.FilterOptions().setHas(page.getByText(text, exactly())));
  }

  private static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }

  static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  public Page page() {
    return page;
  }

  public BrowserContext context() {
    return context;
  }

  @Override
  public void close() {
    context.close();
  }
}
