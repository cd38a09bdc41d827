/**
 * Load that is cheaper than the server it falls on, the scenarios, and the servers that are
 * compared: this one, what teams run today, and the floor.
 */
package chat.parley.bench.load;
