/** Whether the counts of unread messages are what the journal says, and making them so. */
package chat.parley.projections.counts;
