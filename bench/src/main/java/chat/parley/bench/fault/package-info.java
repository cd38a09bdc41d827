/**
 * Real processes to break: nodes and a PostgreSQL that can be killed, stopped and paused, and links
 * between them that can be cut.
 */
package chat.parley.bench.fault;
