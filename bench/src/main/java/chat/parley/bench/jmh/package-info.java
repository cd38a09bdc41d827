/** What the room itself costs, without disk, network or actors. */
package chat.parley.bench.jmh;
