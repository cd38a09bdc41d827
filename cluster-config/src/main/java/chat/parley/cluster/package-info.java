/** Composition root: puts the modules together into one node. */
package chat.parley.cluster;
