package earshot.watch;

import java.util.List;

/// A bounded ring of events, numbered from 0 without gaps and read with a cursor. A reader that fell behind learns how many rows
/// it lost.
///
/// Safe for use from any thread.
public interface EventLog<E> {
    /// The maximum number of rows kept.
    int capacity();

    /// The number of the oldest row that is kept; equals [#end] when there is none.
    long first();

    /// The number that the next row will have.
    long end();

    /// Reads at most `max` rows from `cursor` on.
    Page<E> read(long cursor, int max);

    /// Calls `onRows` after rows were appended, on the appending thread; it must be brief.
    WatchSubscription observe(Runnable onRows);

    /// Consecutive rows of the log.
    ///
    /// @param from number of the first row in `rows`
    /// @param next the cursor for the next read
    /// @param lost rows between the requested cursor and `from` that were overwritten before they were read
    record Page<E>(long from, long next, long lost, List<E> rows) {}
}
