package earshot.tap;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;

import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.time.TimeFake;
import earshot.watch.WatchSubscription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The firmware's audio debugger, received on a real socket.
class MicrophoneTapTest {
    private static final int FRAME = 512;

    private final TimeFake time = new TimeFake();
    private final Set<InetAddress> notAdmitted = ConcurrentHashMap.newKeySet();
    private final MicrophoneTap tap = new MicrophoneTap(time, address -> !notAdmitted.contains(address));

    @AfterEach
    void close() {
        tap.close();
    }

    @Test
    @DisplayName("U51: microphone and echo reference of a board are two channels with levels, heard and kept")
    void receivesWhatTheFirmwareSends() throws IOException {
        tap.open(0);
        short[] voice = FirmwareDebuggerFake.tone(FRAME, 16_000);
        short[] quiet = FirmwareDebuggerFake.tone(FRAME, 1_600);
        try (FirmwareDebuggerFake board = new FirmwareDebuggerFake("127.0.0.1", port())) {
            board.feed(voice, quiet);
            await().until(() -> streams().size() == 1 && streams().getFirst().kept().length == 2 * FRAME);
            TapStream stream = streams().getFirst();
            assertThat(stream.sender().getHostAddress()).isEqualTo("127.0.0.1");
            assertThat(stream.channels().get()).isEqualTo(2);
            await().untilAsserted(() -> {
                assertThat(stream.level(TapStream.Channel.MICROPHONE).get().rmsDb()).isCloseTo(-9.2, within(0.5));
                assertThat(stream.level(TapStream.Channel.REFERENCE).get().rmsDb()).isCloseTo(-29.2, within(0.5));
                assertThat(stream.wave(TapStream.Channel.MICROPHONE).end()).isEqualTo(FRAME / 320);
            });

            List<short[]> heard = new CopyOnWriteArrayList<>();
            WatchSubscription hearing = stream.listen(TapStream.Channel.REFERENCE, (pcm, rate) -> heard.add(rate == 16_000 ? pcm : new short[0]));
            board.feed(voice, quiet);
            await().until(() -> heard.size() == 1);
            assertThat(heard.getFirst()).isEqualTo(quiet);
            hearing.close();
            board.feed(quiet, voice);
            await().until(() -> stream.kept().length == 6 * FRAME);
            assertThat(heard).hasSize(1);
            assertThat(Arrays.copyOfRange(stream.kept(), 4 * FRAME, 6 * FRAME)).isEqualTo(FirmwareDebuggerFake.interleaved(quiet, voice));
        }
    }

    @Test
    void isClosedUntilItIsOpenedAndForgetsWhatCameWhenItIsClosed() throws IOException {
        assertThat(tap.state().get()).isEqualTo(new TapState.Closed());
        tap.open(0);
        int port = port();
        tap.open(0);
        assertThat(port()).as("it is open already").isEqualTo(port);
        try (FirmwareDebuggerFake board = new FirmwareDebuggerFake("127.0.0.1", port)) {
            board.feed(new short[FRAME]);
            await().until(() -> streams().size() == 1);
        }
        tap.close();
        assertThat(tap.state().get()).isEqualTo(new TapState.Closed());
        tap.open(port);
        assertThat(streams()).isEmpty();
        tap.close();
        tap.close();
    }

    @Test
    void aTakenPortIsAProblemAndTheTapStaysClosed() throws IOException {
        try (DatagramSocket other = new DatagramSocket(0)) {
            assertThatThrownBy(() -> tap.open(other.getLocalPort())).isInstanceOfSatisfying(ProblemException.class, failure -> {
                assertThat(failure.problem().code()).isEqualTo(ProblemCode.TAP_UNOPENED);
                assertThat(failure.problem().what(Locale.ENGLISH)).contains(Integer.toString(other.getLocalPort()));
                assertThat(failure.problem().why(Locale.ENGLISH)).isEqualToIgnoringCase("another program uses it.");
            });
        }
        assertThat(tap.state().get()).isEqualTo(new TapState.Closed());
    }

    @Test
    void hostileDatagramsAreCountedAndHarmNothing() throws IOException {
        tap.open(0);
        notAdmitted.add(InetAddress.getByName("127.0.0.9"));
        try (FirmwareDebuggerFake board = new FirmwareDebuggerFake("127.0.0.1", port());
             FirmwareDebuggerFake stranger = new FirmwareDebuggerFake("127.0.0.9", port())) {
            board.send(new byte[0]);
            board.send(new byte[1]);
            board.send(new byte[641]);
            board.send(new byte[8_194]);
            board.send(new byte[60_000]);
            stranger.feed(new short[FRAME]);
            board.feed(new short[FRAME], new short[FRAME]);
            await().until(() -> streams().size() == 1 && streams().getFirst().kept().length == 2 * FRAME);
            time.advance(Duration.ofSeconds(2));
            stranger.feed(new short[FRAME]);
            await().until(() -> open().refused() == 7);
            assertThat(streams()).as("only the board").hasSize(1);
        }
    }

    @Test
    void fourBoardsAreHeardAndAFifthWhenOneOfThemIsSilent() throws IOException {
        tap.open(0);
        List<FirmwareDebuggerFake> boards = new ArrayList<>();
        try {
            for (int i = 1; i <= 5; i++) {
                boards.add(new FirmwareDebuggerFake("127.0.0." + i, port()));
                int due = Math.min(4, i);
                boards.getLast().feed(new short[FRAME]);
                await().until(() -> streams().size() == due && streams().getLast().kept().length > 0);
            }
            await().until(() -> open().refused() == 1);
            assertThat(streams()).extracting(stream -> stream.sender().getHostAddress()).containsExactly("127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4");
            time.advance(Duration.ofSeconds(11));
            boards.get(1).feed(new short[FRAME]);
            await().until(() -> streams().get(1).lastHeardNanos() == time.nanos());
            boards.get(4).feed(new short[FRAME]);
            await().untilAsserted(() -> assertThat(streams()).extracting(stream -> stream.sender().getHostAddress()).containsExactly("127.0.0.2", "127.0.0.5"));
        } finally {
            boards.forEach(FirmwareDebuggerFake::close);
        }
    }

    private TapState.Open open() {
        return (TapState.Open) tap.state().get();
    }

    private int port() {
        return open().port();
    }

    private List<TapStream> streams() {
        return open().streams();
    }
}
