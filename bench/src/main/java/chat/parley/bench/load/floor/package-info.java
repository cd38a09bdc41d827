/**
 * The floor: about the least that a server must do which acks a message after it is on disk and
 * hands it to everybody who is there. No rules, no rights, no resume.
 */
package chat.parley.bench.load.floor;
