/** {@code ./parley demo}: the people of a log chat again. */
package chat.parley.cli.demo;
