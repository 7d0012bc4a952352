/// Small things for values in memory that every level needs: JSON, digests, maps with a bound, streams that are closed without a word.
package earshot.data;
