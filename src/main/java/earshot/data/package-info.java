/// Small things for values in memory that every level needs: JSON and where a value of it ends, digests, maps with a bound, what two lists have in
/// common, upper and lower case, texts in the language of the reader, closing without a failure, and the limits for what others cause: bytes that are kept
/// ([earshot.data.ByteBudget]), bytes that wait ([earshot.data.ByteLimit]), and work per second ([earshot.data.TokenBucket]).
package earshot.data;
