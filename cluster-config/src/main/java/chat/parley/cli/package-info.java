/** The verbs of {@code ./parley}. */
package chat.parley.cli;
