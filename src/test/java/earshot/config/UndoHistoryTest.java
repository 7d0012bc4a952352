package earshot.config;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.config.Revision.Origin;
import earshot.config.RevisionStore.Entry;
import earshot.config.RevisionStore.FileContents;
import org.junit.jupiter.api.Test;

/// What can be undone and redone after any order of steps, and what is forgotten.
class UndoHistoryTest {
    private static final String FILE = "/home/ann/settings.yaml";

    private final StoreFake store = new StoreFake();
    private UndoHistory history = new UndoHistory(store, FILE);

    @Test
    void theFileAsItWasFoundFirstCannotBeUndone() {
        assertThat(history.newest()).isEmpty();
        add(Origin.FOUND);
        assertThat(history.undoable()).isEmpty();
        assertThat(history.redoable()).isEmpty();
        assertThat(history.before(history.newest().orElseThrow())).isEmpty();
    }

    @Test
    void stepsAreUndoneAndRedoneLikeAStack() {
        add(Origin.FOUND);
        add(Origin.EDIT);
        add(Origin.EDIT);
        assertThat(steps()).isEqualTo("undo 3 redo -");
        add(Origin.UNDO, 3);
        assertThat(steps()).isEqualTo("undo 2 redo 3");
        add(Origin.UNDO, 2);
        assertThat(steps()).isEqualTo("undo - redo 2");
        add(Origin.REDO, 2);
        assertThat(steps()).isEqualTo("undo 2 redo 3");
        add(Origin.REDO, 3);
        assertThat(steps()).isEqualTo("undo 3 redo -");
    }

    @Test
    void whatIsChangedAfterAnUndoTakesTheRedoAway() {
        for (Origin change : List.of(Origin.EDIT, Origin.FOUND, Origin.RESTORE)) {
            history = new UndoHistory(new StoreFake(), FILE);
            add(Origin.FOUND);
            add(Origin.EDIT);
            add(Origin.UNDO, 2);
            add(change);
            assertThat(steps()).as(change.name()).isEqualTo("undo 4 redo -");
        }
    }

    @Test
    void aStepWhoseTargetIsNotTheLastOneMovesNothing() {
        add(Origin.FOUND);
        add(Origin.EDIT);
        add(Origin.UNDO, 7);
        assertThat(steps()).isEqualTo("undo 2 redo -");
        add(Origin.REDO, 2);
        assertThat(steps()).isEqualTo("undo 2 redo -");
    }

    @Test
    void afterARestartEverythingIsAsBefore() {
        add(Origin.FOUND);
        add(Origin.EDIT);
        add(Origin.EDIT);
        add(Origin.UNDO, 3);
        history = new UndoHistory(store, FILE);
        assertThat(steps()).isEqualTo("undo 2 redo 3");
        assertThat(history.before(history.find(3).orElseThrow())).contains(contents(2));
        assertThat(history.newestFirst()).extracting(Revision::number).containsExactly(4L, 3L, 2L, 1L);
        assertThat(history.find(9)).isEmpty();
    }

    @Test
    void twoHundredAreKeptAndTheirNumbersGoOn() {
        boolean dropped = false;
        for (int i = 0; i < UndoHistory.MAX_REVISIONS; i++) {
            dropped |= add(Origin.EDIT);
        }
        assertThat(dropped).isFalse();
        assertThat(add(Origin.EDIT)).isTrue();
        assertThat(history.newestFirst()).hasSize(UndoHistory.MAX_REVISIONS).last().satisfies(oldest -> assertThat(oldest.number()).isEqualTo(2));
        assertThat(store.forgottenBefore).isEqualTo(2);
        assertThat(store.files).containsOnly(FILE);
        assertThat(history.newest().orElseThrow().revision().number()).isEqualTo(201);
        for (long undone = 201; undone > 2; undone--) {
            assertThat(history.undoable().orElseThrow().revision().number()).isEqualTo(undone);
            add(Origin.UNDO, undone);
            if (undone < 103) {
                break;
            }
        }
        assertThat(history.undoable()).as("what came before the kept ones cannot be undone").isEmpty();
    }

    @Test
    void secretsAreKnownByNameInEveryKeptRevision() {
        history.add(Instant.EPOCH, Origin.EDIT, List.of(), Optional.empty(), new FileContents(Optional.of("LLM:\n  a: {api_key: ${secret:one}}\n"), Map.of()));
        history.add(Instant.EPOCH, Origin.EDIT, List.of(), Optional.empty(), new FileContents(Optional.empty(), Map.of("LLM.b.api_key", "two")));
        assertThat(history.secretNames()).contains("two");
    }

    private boolean add(Origin origin) {
        return history.add(Instant.EPOCH, origin, List.of(), Optional.empty(), contents(next()));
    }

    private void add(Origin origin, long of) {
        history.add(Instant.EPOCH, origin, List.of(), Optional.of(of), contents(next()));
    }

    private long next() {
        return history.newest().map(entry -> entry.revision().number()).orElse(0L) + 1;
    }

    private static FileContents contents(long number) {
        return new FileContents(Optional.of("number: " + number + "\n"), Map.of());
    }

    private String steps() {
        return "undo " + number(history.undoable()) + " redo " + number(history.redoable());
    }

    private static String number(Optional<Entry> entry) {
        return entry.map(one -> String.valueOf(one.revision().number())).orElse("-");
    }

    private static final class StoreFake implements RevisionStore {
        final List<Entry> entries = new ArrayList<>();
        final Set<String> files = new HashSet<>();
        long forgottenBefore;

        @Override
        public List<Entry> read(String file) {
            return List.copyOf(entries);
        }

        @Override
        public void write(String file, Entry entry) {
            files.add(file);
            entries.add(entry);
        }

        @Override
        public void forgetBefore(String file, long number) {
            files.add(file);
            forgottenBefore = number;
        }
    }
}
