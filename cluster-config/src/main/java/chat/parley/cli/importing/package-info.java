/** {@code ./parley import}: other people's history into rooms, through the wire. */
package chat.parley.cli.importing;
