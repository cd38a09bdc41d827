/** The web client in a real browser against a real node: what drives it, and what it costs. */
package chat.parley.browser;
