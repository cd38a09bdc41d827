/** The composition root: settings, the embedded PostgreSQL, and how a node is put together. */
package chat.parley.node;
