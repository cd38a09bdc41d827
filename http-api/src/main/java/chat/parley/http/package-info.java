/** The doors: WebSocket, REST, SSE, Socket.IO and tokens; and the server that they stand in. */
package chat.parley.http;
