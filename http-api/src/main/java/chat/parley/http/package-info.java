/** The doors: WebSocket, REST, SSE, Socket.IO and tokens. */
package chat.parley.http;
