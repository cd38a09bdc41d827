/**
 * Parley's wire protocol from the client's side: HTTP and WebSocket, JSON, nothing of the engine.
 */
package chat.parley.bench.client;
