/** The WebSocket door: the upgrade, client frames in, what waits for the socket out. */
package chat.parley.http.ws;
