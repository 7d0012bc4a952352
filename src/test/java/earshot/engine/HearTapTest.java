package earshot.engine;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.audio.OpusCodecs;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSinkFake;
import earshot.simulator.SourceLineFake;
import earshot.tap.FirmwareDebuggerFake;
import earshot.tap.LiveMicrophone;
import earshot.tap.MicrophoneTap;
import earshot.tap.TapSettings;
import earshot.tap.TapState;
import earshot.tap.TapStream;
import earshot.time.TimeFake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A board speaks to the tap for about a minute and a half, heard on a loudspeaker that plays only two seconds after it was opened.
class HearTapTest {
    private static final Duration DATAGRAM = Duration.ofMillis(32);
    private static final int SAMPLES = 512;
    private static final int SILENT_BEFORE = 150;
    private static final int SENTENCE = 100;
    private static final int SENTENCE_AND_PAUSE = 140;
    private static final int SENTENCES = 20;
    private static final int DATAGRAMS = SILENT_BEFORE + SENTENCES * SENTENCE_AND_PAUSE;
    private static final int WORDS = 10_000;

    private final TimeFake time = new TimeFake();
    private final SourceLineFake line = new SourceLineFake(time, time::advance);
    private final ProblemSinkFake problems = new ProblemSinkFake();
    private final EngineThread thread = new EngineThread();
    private final MicrophoneTap tap = new MicrophoneTap(time, _ -> true);
    private final ListenCommands commands = new ListenCommands(new OperationRunner(problems, thread), new LiveMicrophone(OpusCodecs.concentus()), tap,
        () -> new TapSettings(0), this::loudspeaker);
    private final Semaphore heard = new Semaphore(0);
    private final List<Short> said = new ArrayList<>();
    private FirmwareDebuggerFake board;
    private int sent;

    @BeforeEach
    void openTap() throws IOException {
        line.beginAfter(Duration.ofSeconds(2));
        commands.run(new Command.OpenTap()).outcome().join();
        board = new FirmwareDebuggerFake("127.0.0.1", ((TapState.Open) tap.state().get()).port());
        send(0);
        await().until(() -> ((TapState.Open) tap.state().get()).streams().size() == 1);
    }

    @AfterEach
    void close() {
        commands.stop();
        board.close();
        tap.close();
        thread.close();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.99, 1, 1.01})
    @DisplayName("U51: the tap is heard without a loss or a gap, though the loudspeaker begins late and no two clocks are equal")
    void everySentenceIsWhole(double clockOfBoard) throws Exception {
        commands.run(new Command.HearTap(InetAddress.getByName("127.0.0.1"), TapStream.Channel.MICROPHONE));
        await().until(() -> {
            send(0);
            return heard.tryAcquire();
        });
        time.every(Duration.ofNanos((long) (DATAGRAM.toNanos() / clockOfBoard)), this::sendNext);
        while (sent < DATAGRAMS) {
            time.advance(DATAGRAM);
        }
        assertThat(line.said()).isEqualTo(said);
        assertThat(line.gaps()).as("silence is before, between and behind sentences").isEqualTo(SENTENCES + 1);
        assertThat(line.timesDry()).as("but at its beginning").isLessThanOrEqualTo(1);
        assertThat(problems.told).isEmpty();
    }

    private LiveLoudspeaker loudspeaker(ProblemSink sink) {
        LiveLoudspeaker loudspeaker = LiveLoudspeaker.of(line.loudspeaker(sink, LiveLoudspeaker.MOST_WAITING));
        return new LiveLoudspeaker() {
            @Override
            public void heard(short[] pcm, int rate) {
                loudspeaker.heard(pcm, rate);
                heard.release();
            }

            @Override
            public void close() {
                loudspeaker.close();
            }
        };
    }

    private void sendNext() {
        if (sent == DATAGRAMS) {
            return;
        }
        int at = sent++ - SILENT_BEFORE;
        boolean speaks = at >= 0 && at % SENTENCE_AND_PAUSE < SENTENCE;
        short word = (short) (speaks ? WORDS + at : 0);
        if (speaks) {
            said.add(word);
        }
        send(word);
        heard.acquireUninterruptibly();
    }

    private void send(int word) {
        short[] microphone = new short[SAMPLES];
        Arrays.fill(microphone, (short) word);
        try {
            board.feed(microphone, new short[SAMPLES]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
