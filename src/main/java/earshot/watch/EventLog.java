package earshot.watch;

import java.util.List;

/// What happened: a bounded ring of rows, numbered from 0 without gaps, read with a cursor.
/// A reader that was overtaken is told how many rows it lost.
///
/// Safe for use from any thread.
public interface EventLog<E> {
    /// How many rows are kept at the most.
    int capacity();

    /// The number of the oldest row still kept; equals [#end] when there is none.
    long first();

    /// The number that the next row will have.
    long end();

    /// At most `max` rows from `cursor` on.
    Rows<E> read(long cursor, int max);

    /// Calls `onRows` after rows were appended, on the appending thread; it must be brief.
    Pin observe(Runnable onRows);

    /// A piece of the log.
    ///
    /// @param from number of the first row in `rows`
    /// @param next the cursor for the next read
    /// @param lost rows between the asked cursor and `from` that were overwritten before they were read
    record Rows<E>(long from, long next, long lost, List<E> rows) {}
}
