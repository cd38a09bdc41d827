/**
 * Random operations of many people through all nodes, and whether every member's counts are at the
 * end what the checker counted itself. Knows HTTP, nothing of the engine.
 */
package chat.parley.bench.operations;
