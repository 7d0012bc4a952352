package earshot.simulator;

import static earshot.simulator.FastAwait.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.problem.ProblemCode;
import earshot.problem.ProblemSinkFake;
import earshot.time.SystemTime;
import earshot.time.TimeFake;
import javax.sound.sampled.LineUnavailableException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SystemLoudspeakerTest {
    private static final int RATE = 16_000;
    private static final Duration FRAME = Duration.ofMillis(60);
    private static final Duration MOST = Duration.ofSeconds(1);
    private static final int LOUD = 10_000;

    private final ProblemSinkFake problems = new ProblemSinkFake();
    private final TimeFake time = new TimeFake();
    private final SourceLineFake line = new SourceLineFake(time, time::advance);
    @AutoClose
    private final SystemLoudspeaker loudspeaker = line.loudspeaker(problems, MOST);

    @Test
    @DisplayName("U51: every sentence is heard from its first word on after a pause of any length, for the line never runs dry")
    void aSentenceAfterAPauseIsWhole() {
        for (int pause : List.of(1, 8, 60)) {
            say(50);
            time.advance(Duration.ofSeconds(pause));
        }
        assertThat(line.timesDry()).isZero();
        assertThat(line.said()).as("every frame, at one go").containsExactlyElementsOf(Stream.generate(this::sentence).limit(3).flatMap(List::stream).toList());
        assertThat(line.mostHeld()).as("live").isLessThanOrEqualTo(Duration.ofMillis(250));
    }

    @Test
    @DisplayName("U51: a frame that is up to 50 ms late leaves no gap in the sentence, also in its second frame")
    void aLateFrameLeavesNoGap() {
        loudspeaker.play(new short[0], RATE);
        time.advance(Duration.ofMillis(55));
        frame(1);
        time.advance(FRAME.plusMillis(50));
        say(20);
        assertThat(line.gaps()).isEqualTo(1);
        assertThat(line.timesDry()).isZero();
    }

    @Test
    void aSoundCardWhoseClockIsFasterDoesNotRunDry() {
        line.runFaster(1.002);
        say(1);
        time.advance(Duration.ofMinutes(10));
        say(1);
        assertThat(line.timesDry()).isZero();
    }

    @Test
    @DisplayName("U51: a line that ran dry, and says since then that it is full, as one of ALSA, is filled before the next word")
    void aLineThatRanDryIsFilled() {
        say(2);
        line.runDry();
        time.advance(Duration.ofSeconds(2));
        assertThat(line.held()).isPositive();
        say(10);
        assertThat(line.said()).endsWith(sentence().subList(0, 10).toArray(Short[]::new));
    }

    @Test
    void openedBeforeTheFirstWordItHasNothingToWaitFor() {
        loudspeaker.play(new short[0], RATE);
        time.advance(Duration.ofMillis(500));
        assertThat(line.held()).isBetween(Duration.ofMillis(50), Duration.ofMillis(120));
        say(5);
        assertThat(line.gaps()).isEqualTo(1);
    }

    @Test
    @DisplayName("U51: a line that was full before it began to play is not taken for one that is nearly dry")
    void whatALineHoldsIsKnownOnceItPlays() {
        line.beginAfter(Duration.ofSeconds(2));
        loudspeaker.play(new short[0], RATE);
        time.advance(Duration.ofSeconds(2));
        say(1);
        time.advance(FRAME.plusMillis(50));
        say(20);
        assertThat(line.gaps()).isEqualTo(1);
    }

    @Test
    @DisplayName("U51: what waited while the loudspeaker was opened costs one skip, and later frames have room to be late")
    void theOlderHalfGivesWay() {
        Semaphore opened = new Semaphore(0);
        SourceLineFake slow = new SourceLineFake(new SystemTime(), _ -> {});
        try (SystemLoudspeaker started = new SystemLoudspeaker(new SystemTime(), problems, Duration.ofMillis(8), format -> {
            opened.acquireUninterruptibly();
            return slow.open(format);
        })) {
            started.play(new short[] {1}, RATE);
            await().until(opened::hasQueuedThreads);
            IntStream.rangeClosed(2, 10).forEach(i -> started.play(new short[] {(short) i}, RATE));
            opened.release();
            await().until(() -> slow.said().contains((short) 10));
            assertThat(slow.said()).containsExactly((short) 1, (short) 6, (short) 7, (short) 8, (short) 9, (short) 10);
        }
    }

    @Test
    @DisplayName("U51: a loudspeaker that is taken away while it plays is a problem, and nobody believes to hear what nobody hears")
    void aLoudspeakerThatIsTakenAway() {
        say(1);
        assertThat(problems.told).isEmpty();
        line.takeAway();
        time.advance(Duration.ofSeconds(1));
        assertThat(problems.told).as("also when nothing is said").containsExactly("raised " + ProblemCode.LOUDSPEAKER_MISSING);
        assertThat(line.closed()).isTrue();
        say(20);
        assertThat(problems.told).hasSize(1);
    }

    @Test
    void withoutALoudspeakerAProblemIsRaisedOnce() {
        try (SystemLoudspeaker missing = new SystemLoudspeaker(time, problems, MOST, _ -> {
            throw new LineUnavailableException();
        })) {
            for (int i = 0; i < 20; i++) {
                missing.play(new short[] {1}, RATE);
                time.advance(FRAME);
            }
            assertThat(problems.told).singleElement().isEqualTo("raised " + ProblemCode.LOUDSPEAKER_MISSING);
        }
    }

    @Test
    void closingItClosesTheLine() {
        say(1);
        loudspeaker.close();
        time.advance(Duration.ZERO);
        assertThat(line.closed()).isTrue();
        assertThat(time.waiting()).isZero();
    }

    /// Frame numbers from 1 on, each as often as it lasts.
    private List<Short> sentence() {
        return IntStream.rangeClosed(1, 50).mapToObj(i -> (short) (LOUD + i)).toList();
    }

    private void say(int frames) {
        for (int i = 1; i <= frames; i++) {
            frame(i);
            time.advance(FRAME);
        }
    }

    private void frame(int number) {
        short[] pcm = new short[(int) (RATE * FRAME.toMillis() / 1_000)];
        Arrays.fill(pcm, (short) (LOUD + number));
        loudspeaker.play(pcm, RATE);
        time.advance(Duration.ZERO);
    }
}
