package earshot.simulator;

import static earshot.simulator.FastAwait.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.problem.ProblemCode;
import earshot.problem.ProblemSinkFake;
import java.lang.reflect.Proxy;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SystemLoudspeakerTest {
    private final ProblemSinkFake problems = new ProblemSinkFake();
    private final List<Integer> played = new CopyOnWriteArrayList<>();
    private final Semaphore opened = new Semaphore(0);
    /// Bytes that a line takes of two.
    private volatile int written = 2;

    @Test
    @DisplayName("U51: what waited while the loudspeaker was opened costs one skip, and later frames have room to be late")
    void theOlderHalfGivesWay() {
        try (SystemLoudspeaker loudspeaker = new SystemLoudspeaker(problems, 8, _ -> line())) {
            play(loudspeaker, 0, 1);
            await().until(opened::hasQueuedThreads);
            play(loudspeaker, 1, 10);
            opened.release();
            await().until(() -> played.contains(9));
            assertThat(played).containsExactly(0, 5, 6, 7, 8, 9);
        }
    }

    @Test
    @DisplayName("U51: a loudspeaker that is taken away while it plays is a problem, and nobody believes to hear what nobody hears")
    void aLoudspeakerThatIsTakenAway() {
        opened.release();
        try (SystemLoudspeaker loudspeaker = new SystemLoudspeaker(problems, 8, _ -> line())) {
            play(loudspeaker, 0, 1);
            await().until(() -> played.size() == 1);
            assertThat(problems.told).isEmpty();
            written = 0;
            play(loudspeaker, 1, 2);
            await().until(() -> !problems.told.isEmpty());
            assertThat(problems.told).containsExactly("raised " + ProblemCode.LOUDSPEAKER_MISSING);
        }
    }

    @Test
    void withoutALoudspeakerAProblemIsRaisedOnce() {
        try (SystemLoudspeaker loudspeaker = new SystemLoudspeaker(problems, 8, _ -> {
            throw new LineUnavailableException();
        })) {
            play(loudspeaker, 0, 20);
            await().until(() -> !problems.told.isEmpty());
            play(loudspeaker, 0, 20);
            assertThat(problems.told).singleElement().isEqualTo("raised " + ProblemCode.LOUDSPEAKER_MISSING);
        }
    }

    private static void play(SystemLoudspeaker loudspeaker, int from, int to) {
        for (int i = from; i < to; i++) {
            loudspeaker.play(new short[] {(short) i}, 16_000);
        }
    }

    /// A line that is opened when the test says so, and tells what is written to it.
    private SourceDataLine line() {
        return (SourceDataLine) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {SourceDataLine.class}, (_, method, args) -> {
            switch (method.getName()) {
                case "open" -> opened.acquire();
                case "write" -> played.add((int) ((byte[]) args[0])[0]);
                default -> {}
            }
            return method.getReturnType() == int.class ? written : null;
        });
    }
}
