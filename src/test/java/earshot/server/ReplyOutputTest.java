package earshot.server;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.time.Time;
import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;

/// A reply that comes in pieces, for a peer that takes them slowly or not at all.
class ReplyOutputTest {
    private final AtomicInteger wakes = new AtomicInteger();

    @Test
    void aPeerThatTakesNothingIsGivenUpAndUntilThenAskedForAgain() {
        ReplyOutput output = output(Optional.empty());
        assertThat(output.send(new byte[1])).isFalse();
        assertThat(wakes).as("every 100 ms for ten seconds").hasValue(100);
        assertThat(output.hasRemaining()).as("the head is still to be written").isTrue();
    }

    @Test
    void aConnectionThatIsOverTakesNoMore() {
        ReplyOutput output = output(Optional.empty());
        assertThat(output.ended()).isNotDone();
        output.end();
        assertThat(output.ended()).isDone();
        assertThat(output.send(new byte[1])).isFalse();
        assertThat(wakes).as("nobody is woken for it").hasValue(0);
    }

    @Test
    void onePieceIsPutWhenTheOneBeforeIsWritten() {
        ReplyOutput output = output(Optional.of(true));
        assertThat(output.send(new byte[0])).isTrue();
        assertThat(output.hasRemaining()).as("the head gave way to the piece").isFalse();
        assertThat(output.send(new byte[3])).isTrue();
        assertThat(output.hasRemaining()).isTrue();
    }

    /// @param reply of every wait
    private ReplyOutput output(Optional<Boolean> reply) {
        return new ReplyOutput(new WaitlessTimeFake(reply), new byte[] {1, 2}, wakes::incrementAndGet);
    }

    /// A time in which no wait takes any.
    private record WaitlessTimeFake(Optional<Boolean> reply, TimeFake clock) implements Time {
        WaitlessTimeFake(Optional<Boolean> reply) {
            this(reply, new TimeFake());
        }

        @Override
        public long nanos() {
            return clock.nanos();
        }

        @Override
        public Instant now() {
            return clock.now();
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            return clock.after(delay, task);
        }

        @Override
        public Timer every(Duration period, Runnable task) {
            return clock.every(period, task);
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> Optional<T> await(CompletableFuture<T> future, Duration limit) {
            return (Optional<T>) reply;
        }

        @Override
        public Alarm alarm(String thread, LongSupplier work) {
            return clock.alarm(thread, work);
        }
    }
}
