package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.watch.WatchSubscription;
import org.junit.jupiter.api.Test;

class TranscriptionProgressTest {
    private final RunningOperation operation = new RunningOperation(OperationKind.IMPORT);
    private final TranscriptionProgress progress = new TranscriptionProgress(operation, "talk.wav", Optional.empty());

    @Test
    void eachWholePercentIsToldOnce() {
        List<Operation.Progress> told = new ArrayList<>();
        try (WatchSubscription _ = operation.progress().observe(told::add)) {
            told.clear();
            for (int i = 0; i <= 1_000; i++) {
                progress.reached(i / 1_000.0);
            }
        }
        assertThat(told).hasSize(101);
        assertThat(told.getFirst().args()).containsExactly("talk.wav", "0");
        assertThat(told.getLast()).isEqualTo(new Operation.Progress("hearing", List.of("talk.wav", "100"), Optional.of(1.0)));
    }

    @Test
    void aPartCountsForItsShareOfTheWhole() {
        progress.next(0.25, 0.5);
        progress.reached(0);
        assertThat(operation.progress().get().done()).contains(0.25);
        progress.reached(1);
        assertThat(operation.progress().get().done()).contains(0.75);
        assertThat(operation.progress().get().args()).containsExactly("talk.wav", "75");
    }

    @Test
    void withoutACopyOfTheSoundNothingIsWritten() {
        progress.decoded(new short[960]).run();
        assertThat(operation.progress().get().phase()).isEmpty();
    }
}
