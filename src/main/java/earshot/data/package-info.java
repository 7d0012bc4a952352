/// Small things for values in memory that every level needs: JSON, digests, maps with a bound, closing without a failure.
package earshot.data;
