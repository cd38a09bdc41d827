package chat.parley.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody with a browser profile of his own and the page in a tab of it. Finds things by what
 * people see and hear, by the roles and names of docs/web-client.md.
 */
public final class Visitor implements AutoCloseable {

  private final BrowserContext context;
  private final URI url;
  private final List<String> complaints = new ArrayList<>();
  private Page page;

  private Visitor(BrowserContext context, URI url) {
    this.context = context;
    this.url = url;
    this.page = context.newPage();
    context.onWebError(error -> complaints.add(error.error()));
  }

  /** A browser profile in which the page was never opened. */
  public static Visitor at(Chromium chromium, URI url) {
    return at(chromium, url, new Browser.NewContextOptions());
  }

  /** The same on another device, or in another light. */
  public static Visitor at(Chromium chromium, URI url, Browser.NewContextOptions options) {
    return new Visitor(chromium.browser().newContext(options.setLocale("en-GB")), url);
  }

  /** Another tab of the same browser profile, with nothing in it yet. */
  public Visitor tab() {
    return new Visitor(context, url);
  }

  /** Opens the page, in the tab that is there. */
  public Visitor open() {
    return open("/");
  }

  /** Opens an address of the page, such as {@code /#/r/lobby}. */
  public Visitor open(String address) {
    page.navigate(url + address);
    return this;
  }

  /** Follows a link within the page to a room. */
  public Visitor openRoom(String roomId) {
    return open("/#/r/" + roomId);
  }

  /** Says who one is at the door, and waits until one can write. */
  public Visitor comeIn(String name) {
    page.getByRole(AriaRole.TEXTBOX, named("Your name")).fill(name);
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
    return page.getByRole(AriaRole.TEXTBOX, named("Message"));
  }

  /** What shows the messages, and is scrolled. */
  public Locator feed() {
    return page.getByRole(AriaRole.FEED, named("Messages"));
  }

  /** The messages that are in the page, one element each. */
  public Locator messages() {
    return feed().getByRole(AriaRole.ARTICLE);
  }

  /** Those with this text. */
  public Locator message(String text) {
    return messages().filter(new Locator.FilterOptions().setHasText(text));
  }

  /** The links of the rooms. */
  public Locator rooms() {
    return page.getByRole(AriaRole.NAVIGATION, named("Rooms")).getByRole(AriaRole.LINK);
  }

  /** The link of a room. */
  public Locator room(String name) {
    return rooms().filter(new Locator.FilterOptions().setHasText(name));
  }

  /** How the connection fares: hidden while all is well. */
  public Locator connection() {
    return page.getByRole(AriaRole.STATUS, named("Connection"));
  }

  /** The name of the open room. */
  public Locator title() {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
  }

  /** What is called exactly this. */
  public static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  /** The seqs of the messages that are in the page, in their order. */
  public List<Integer> seqs() {
    Object all =
        messages().evaluateAll("all => all.map(one => Number(one.getAttribute('aria-posinset')))");
    return ((List<?>) all).stream().map(one -> ((Number) one).intValue()).toList();
  }

  /** How far below the upper edge of the window a message begins. */
  public double topOf(int seq) {
    return messages().and(page.locator("[aria-posinset=\"" + seq + "\"]")).boundingBox().y;
  }

  /** Errors of scripts that nobody has caught. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  URI url() {
    return url;
  }

  public Page page() {
    return page;
  }

  public BrowserContext context() {
    return context;
  }

  /** Closes the tab; the next one opens in the same profile. */
  public void closeTab() {
    Page closing = page;
    page = context.newPage();
    closing.close();
  }

  @Override
  public void close() {
    context.close();
  }
}
