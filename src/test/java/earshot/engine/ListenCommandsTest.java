package earshot.engine;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.audio.OpusCodecs;
import earshot.capture.HandshakeFake;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSinkFake;
import earshot.tap.FirmwareDebuggerFake;
import earshot.tap.LiveMicrophone;
import earshot.tap.MicrophoneTap;
import earshot.tap.TapSettings;
import earshot.tap.TapState;
import earshot.tap.TapStream;
import earshot.time.TimeFake;
import earshot.wire.Framing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenCommandsTest {
    private static final DeviceId BOARD = new DeviceId("aa");

    private final List<LoudspeakerFake> loudspeakers = new CopyOnWriteArrayList<>();
    private final EngineThread thread = new EngineThread();
    private final OperationRunner operations = new OperationRunner(new ProblemSinkFake(), thread);
    private final LiveMicrophone microphones = new LiveMicrophone(OpusCodecs.concentus());
    private final MicrophoneTap tap = new MicrophoneTap(new TimeFake(), _ -> true);
    private final ListenCommands commands = new ListenCommands(operations, microphones, tap, () -> new TapSettings(freePort()), problems -> {
        LoudspeakerFake loudspeaker = new LoudspeakerFake(problems);
        loudspeakers.add(loudspeaker);
        return loudspeaker;
    });

    private static final class LoudspeakerFake implements LiveLoudspeaker {
        private final ProblemSink problems;
        private final List<short[]> played = new CopyOnWriteArrayList<>();
        private volatile boolean closed;

        LoudspeakerFake(ProblemSink problems) {
            this.problems = problems;
        }

        @Override
        public void heard(short[] pcm, int rate) {
            played.add(pcm);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @AfterEach
    void close() {
        commands.stop();
        tap.close();
        thread.close();
    }

    @Test
    @DisplayName("U51: listening live is off until it is asked for, is listed while it is on, and ends when it is cancelled")
    void aDeviceIsHeard() {
        assertThat(loudspeakers).isEmpty();
        Operation hearing = commands.run(new Command.HearDevice(BOARD));
        await().until(() -> operations.running().get().contains(hearing) && hearing.progress().get().args().equals(List.of("aa")));
        assertThat(hearing.kind()).isEqualTo(OperationKind.LISTEN);
        await().until(() -> loudspeakers.size() == 1);
        await().untilAsserted(() -> {
            microphones.of(HandshakeFake.of(BOARD, Framing.RAW), 0).frameReceived(new byte[] {(byte) (11 << 3)}, 1);
            assertThat(loudspeakers.getFirst().played).isNotEmpty();
        });
        hearing.cancel();
        assertThat(outcome(hearing)).isEqualTo(new Operation.Outcome.Cancelled());
        assertThat(operations.running().get()).isEmpty();
        assertThat(loudspeakers.getFirst().closed).isTrue();
    }

    @Test
    void whatIsHeardNextEndsWhatWasHeardBefore() {
        Operation first = commands.run(new Command.HearDevice(BOARD));
        Operation second = commands.run(new Command.HearDevice(new DeviceId("bb")));
        assertThat(outcome(first)).isEqualTo(new Operation.Outcome.Cancelled());
        assertThat(operations.running().get()).containsExactly(second);
        commands.stop();
        assertThat(outcome(second)).isEqualTo(new Operation.Outcome.Cancelled());
    }

    @Test
    void aComputerWithoutALoudspeakerSaysSo() {
        Operation hearing = commands.run(new Command.HearDevice(BOARD));
        await().until(() -> loudspeakers.size() == 1);
        Problem missing = Problem.of(ProblemCode.LOUDSPEAKER_MISSING);
        loudspeakers.getFirst().problems.raise(missing);
        assertThat(outcome(hearing)).isEqualTo(new Operation.Outcome.Failed(missing));
        assertThat(loudspeakers.getFirst().closed).isTrue();
    }

    @Test
    @DisplayName("U51: the sound of the audio debugger is heard, and saved with all its channels")
    void theTapIsHeardAndSaved(@TempDir Path folder) throws IOException {
        assertThat(outcome(commands.run(new Command.OpenTap()))).isInstanceOf(Operation.Outcome.Done.class);
        TapState.Open open = (TapState.Open) tap.state().get();
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        try (FirmwareDebuggerFake board = new FirmwareDebuggerFake("127.0.0.1", open.port())) {
            board.feed(new short[] {1, 2, 3}, new short[] {7, 8, 9});
            await().until(() -> ((TapState.Open) tap.state().get()).streams().size() == 1);
            Operation hearing = commands.run(new Command.HearTap(loopback, TapStream.Channel.REFERENCE));
            await().untilAsserted(() -> {
                board.feed(new short[] {1, 2, 3}, new short[] {7, 8, 9});
                assertThat(loudspeakers).singleElement()
                    .satisfies(speaker -> assertThat(speaker.played).isNotEmpty().allSatisfy(pcm -> assertThat(pcm).containsExactly(7, 8, 9)));
            });
            assertThat(hearing.progress().get().args()).containsExactly("127.0.0.1", "REFERENCE");
        }
        Path file = folder.resolve("tap.wav");
        assertThat(outcome(commands.run(new Command.SaveTap(loopback, file)))).isEqualTo(Operation.Outcome.Done.of("tap_saved", file));
        assertThat(Files.getPosixFilePermissions(file)).as("what was said is nobody else's").containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        ByteBuffer wav = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(List.of((int) wav.getShort(22), wav.getInt(24), wav.getInt(28), (int) wav.getShort(32))).as("channels, rate, bytes a second, of a frame")
            .containsExactly(2, 16_000, 64_000, 4);
        assertThat(List.of(wav.getShort(44), wav.getShort(46), wav.getShort(48), wav.getShort(50))).containsExactly((short) 1, (short) 7, (short) 2, (short) 8);

        Operation unsaved = commands.run(new Command.SaveTap(loopback, folder.resolve("missing/tap.wav")));
        assertThat(outcome(unsaved)).isInstanceOfSatisfying(Operation.Outcome.Failed.class,
            failed -> assertThat(failed.problem().code()).isEqualTo(ProblemCode.TAP_UNSAVED));
        outcome(commands.run(new Command.CloseTap()));
        assertThat(tap.state().get()).isEqualTo(new TapState.Closed());
        assertThat(outcome(commands.run(new Command.SaveTap(loopback, file)))).as("nothing is kept").isEqualTo(new Operation.Outcome.Cancelled());
        assertThat(outcome(commands.run(new Command.HearTap(loopback, TapStream.Channel.MICROPHONE)))).isEqualTo(new Operation.Outcome.Cancelled());
    }

    private static Operation.Outcome outcome(Operation operation) {
        await().until(operation.outcome()::isDone);
        return operation.outcome().join();
    }

    private static int freePort() {
        try (DatagramSocket socket = new DatagramSocket(0)) {
            return socket.getLocalPort();
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }
}
