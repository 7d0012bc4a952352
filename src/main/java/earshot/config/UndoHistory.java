package earshot.config;

import module java.base;

import earshot.config.Revision.Change;
import earshot.config.Revision.Origin;
import earshot.config.RevisionStore.Entry;
import earshot.config.RevisionStore.FileContents;

/// The revisions of one file, oldest first, and which can be undone or redone. Undo and redo add revisions themselves, so that
/// nothing is lost; the undo and redo stacks are derived from the order. Not thread-safe.
final class UndoHistory {
    static final int MAX_REVISIONS = 200;

    private final RevisionStore store;
    private final String file;
    private final List<Entry> entries;

    UndoHistory(RevisionStore store, String file) {
        this.store = store;
        this.file = file;
        entries = new ArrayList<>(store.read(file));
    }

    Optional<Entry> newest() {
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.getLast());
    }

    Optional<Entry> find(long number) {
        return entries.stream().filter(entry -> entry.revision().number() == number).findFirst();
    }

    /// The contents of the files before a revision.
    Optional<FileContents> before(Entry entry) {
        int index = entries.indexOf(entry);
        return index < 1 ? Optional.empty() : Optional.of(entries.get(index - 1).after());
    }

    /// @return whether old revisions were dropped
    boolean add(Instant now, Origin origin, List<Change> changes, Optional<Long> of, FileContents after) {
        long number = newest().map(entry -> entry.revision().number()).orElse(0L) + 1;
        Entry entry = new Entry(new Revision(number, now, origin, changes, of), after);
        entries.add(entry);
        store.write(file, entry);
        if (entries.size() <= MAX_REVISIONS) {
            return false;
        }
        entries.subList(0, entries.size() - MAX_REVISIONS).clear();
        store.forgetBefore(file, entries.getFirst().revision().number());
        return true;
    }

    Optional<Entry> undoable() {
        return top(true);
    }

    Optional<Entry> redoable() {
        return top(false);
    }

    List<Revision> newestFirst() {
        return entries.reversed().stream().map(Entry::revision).toList();
    }

    /// The names of all secrets in the kept revisions.
    Set<String> secretNames() {
        return entries.stream().map(Entry::after)
            .flatMap(contents -> Stream.concat(contents.secrets().values().stream(),
                contents.text().stream().flatMap(text -> SettingsSecretMasker.secretNames(text).stream())))
            .collect(Collectors.toSet());
    }

    private Optional<Entry> top(boolean ofDone) {
        Deque<Entry> done = new ArrayDeque<>();
        Deque<Entry> undone = new ArrayDeque<>();
        for (Entry entry : entries.subList(Math.min(1, entries.size()), entries.size())) {
            switch (entry.revision().origin()) {
                case FOUND, EDIT, RESTORE -> {
                    done.push(entry);
                    undone.clear();
                }
                case UNDO -> move(entry, done, undone);
                case REDO -> move(entry, undone, done);
            }
        }
        return Optional.ofNullable((ofDone ? done : undone).peek());
    }

    private static void move(Entry step, Deque<Entry> from, Deque<Entry> to) {
        if (!from.isEmpty() && step.revision().target().filter(number -> number == from.peek().revision().number()).isPresent()) {
            to.push(from.pop());
        }
    }
}
