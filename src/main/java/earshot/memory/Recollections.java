package earshot.memory;

import earshot.memory.Recollection.Source;
import earshot.time.Time;
import earshot.watch.Cell;
import earshot.watch.Watch;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What is remembered of each device, in memory and in the store. Safe for use from any thread; only the constructor waits for the disk.
public final class Recollections {
    private final Time time;
    private final MemoryBook book;
    private final Cell<List<Recollection>> rows;

    public Recollections(Time time, MemoryBook book) {
        this.time = time;
        this.book = book;
        rows = new Cell<>(book.read().stream().sorted(Comparator.comparing(Recollection::device)).toList());
    }

    /// All recollections, sorted by device.
    public Watch<List<Recollection>> rows() {
        return rows;
    }

    /// The recollection of a device, if there is one.
    public Optional<Recollection> find(String device) {
        return rows.get().stream().filter(row -> row.device().equals(device)).findFirst();
    }

    /// Replaces what is remembered of a device by a text that a person wrote; a blank text erases it. A text that is too long is
    /// truncated.
    ///
    /// @return completes when it is on disk, and fails with [earshot.problem.ProblemException]
    public CompletableFuture<?> edit(String device, String text) {
        String wanted = Wording.head(text.strip(), Recollection.LONGEST);
        return wanted.isEmpty() ? erase(device) : put(device, wanted, Source.PERSON);
    }

    /// Erases what is remembered of a device. Does nothing when there is nothing.
    ///
    /// @return as of [#edit]
    public synchronized CompletableFuture<?> erase(String device) {
        rows.set(without(device));
        return book.erase(device);
    }

    /// Writes unless the recollection changed since it was read.
    ///
    /// @param before the recollection that was read
    /// @return empty when it has changed since; else as of [#edit]
    synchronized Optional<CompletableFuture<?>> replace(String device, Optional<Recollection> before, String text, Source source) {
        return find(device).equals(before) ? Optional.of(put(device, text, source)) : Optional.empty();
    }

    /// The lock keeps the writes to the store in the order of the rows; the store only queues them.
    private synchronized CompletableFuture<?> put(String device, String text, Source source) {
        Recollection recollection = new Recollection(device, text, time.now().truncatedTo(ChronoUnit.MILLIS), source);
        List<Recollection> all = new ArrayList<>(without(device));
        all.add(recollection);
        all.sort(Comparator.comparing(Recollection::device));
        rows.set(List.copyOf(all));
        return book.write(recollection);
    }

    private List<Recollection> without(String device) {
        return rows.get().stream().filter(row -> !row.device().equals(device)).toList();
    }
}
