/**
 * The checker: records what clients did and saw, and judges it afterwards. Knows HTTP, WebSocket
 * and the journal's own table, nothing of the engine.
 */
package chat.parley.bench.check;
