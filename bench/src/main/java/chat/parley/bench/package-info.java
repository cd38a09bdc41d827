/** Measures a running Parley through its wire protocol. */
package chat.parley.bench;
