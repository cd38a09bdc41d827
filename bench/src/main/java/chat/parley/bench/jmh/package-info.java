/** What the room, its frames and its messages cost, without disk, network or actors. */
package chat.parley.bench.jmh;
