package earshot.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.fault.Fault;
import earshot.fault.FaultKind;
import earshot.fault.Faults;
import earshot.id.DeviceId;
import earshot.time.TimeFake;
import earshot.wire.Framing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a device writes, in order and as its faults demand.
class SimulatedOutputTest {
    private static final byte[] PACKET = {0x58, 1, 2, 3};

    private final TimeFake time = new TimeFake();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final DeviceRecorder recorder = new DeviceRecorder(time);
    private final WebSocketClient client = client();
    private final DeviceLoop loop = new DeviceLoop(new DeviceId("aa"), new DeviceLoop.Listener() {
        @Override
        public void taskDone() {}

        @Override
        public void taskFailed(RuntimeException failure) {
            failures.add(failure);
        }

        @Override
        public void ended() {}
    });
    private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();
    private volatile Faults faults = Faults.NONE;
    private final SimulatedOutput output = new SimulatedOutput(time, loop, recorder, () -> faults, client, Framing.COMPACT);

    @AfterEach
    void end() {
        output.close();
        loop.close();
        assertThat(failures).isEmpty();
    }

    @Test
    void withoutFaultsEverythingIsWrittenAtOnce() throws IOException {
        output.text("{\"type\":\"hello\"}");
        output.audio(PACKET);
        output.text("{}");
        assertThat(written()).containsExactly("{\"type\":\"hello\"}", "0000000458010203", "{}");
        assertThat(recorder.sent).as("frames").isEqualTo(1);
        assertThat(sentTexts()).containsExactly("{\"type\":\"hello\"}", "{}");
    }

    @Test
    void aDelayHoldsTheOrder() throws IOException {
        loop.start();
        faults = Faults.of(new Fault(FaultKind.DELAY, 200));
        output.text("first");
        output.audio(PACKET);
        passes(199);
        assertThat(written()).isEmpty();
        assertThat(recorder.sent).as("not sent yet").isZero();
        passes(1);
        assertThat(written()).containsExactly("first", "0000000458010203");
        assertThat(sentTexts()).containsExactly("first");
        assertThat(recorder.sent).isEqualTo(1);
    }

    @Test
    void whatComesWhenTheFaultIsOverDoesNotOvertake() throws IOException {
        loop.start();
        faults = Faults.of(new Fault(FaultKind.DELAY, 200));
        output.text("first");
        faults = Faults.NONE;
        output.text("second");
        assertThat(written()).isEmpty();
        passes(200);
        assertThat(written()).containsExactly("first", "second");
        output.text("third");
        assertThat(written()).as("at once again").endsWith("third");
    }

    @Test
    void whatHasLeftTheQueueAndIsNotWrittenYetIsNotOvertaken() throws IOException {
        faults = Faults.of(new Fault(FaultKind.DELAY, 200));
        output.text("first");
        faults = Faults.NONE;
        time.advance(Duration.ofMillis(200));
        output.text("second");
        assertThat(written()).as("the device has not come to it").isEmpty();
        loop.start();
        passes(0);
        assertThat(written()).containsExactly("first", "second");
    }

    @Test
    void whatIsSentNowGoesBeforeWhatWaits() throws IOException {
        loop.start();
        faults = Faults.of(new Fault(FaultKind.DELAY, 200));
        output.text("waits");
        output.now("now");
        assertThat(written()).containsExactly("now");
        passes(200);
        assertThat(written()).containsExactly("now", "waits");
    }

    @Test
    void ofLostFramesNoneIsCountedAndTextsAreNeverLost() throws IOException {
        loop.start();
        faults = Faults.of(new Fault(FaultKind.LOSS, 100));
        for (int i = 0; i < 20; i++) {
            output.audio(PACKET);
        }
        output.text("text");
        passes(0);
        assertThat(written()).containsExactly("text");
        assertThat(recorder.sent).isZero();
    }

    @Test
    void framesAreWrappedWronglyOnDemandAndNothingElseChanges() throws IOException {
        loop.start();
        faults = Faults.of(Fault.usual(FaultKind.WRONG_FRAMING));
        output.audio(PACKET);
        output.text("text");
        passes(0);
        assertThat(written()).containsExactly("58010203", "text");
        faults = Faults.NONE;
        output.audio(PACKET);
        assertThat(written()).endsWith("0000000458010203");
    }

    @Test
    void whenTheConnectionIsOverWhatWaitsIsNotSent() throws IOException {
        loop.start();
        faults = Faults.of(new Fault(FaultKind.DELAY, 200));
        output.text("first");
        output.close();
        passes(1_000);
        output.text("second");
        passes(1_000);
        assertThat(written()).isEmpty();
        assertThat(sentTexts()).isEmpty();
        assertThat(time.waiting()).isZero();
    }

    @Test
    void whatCannotBeWrittenIsNotTakenForSent() throws IOException {
        client.drop();
        output.text("text");
        output.audio(PACKET);
        output.now("now");
        assertThat(written()).isEmpty();
        assertThat(sentTexts()).isEmpty();
        assertThat(recorder.sent).isZero();
    }

    /// Lets time pass, and the device do what became due.
    private void passes(long millis) {
        time.advance(Duration.ofMillis(millis));
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.post(() -> done.complete(null));
        done.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private List<String> sentTexts() {
        return recorder.events.read(0, 100).rows().stream().map(row -> ((SimulatedDeviceEvent.MessageSent) row.event()).json()).toList();
    }

    /// Texts as they are, frames in hexadecimal.
    private List<String> written() throws IOException {
        WebSocketFrameCodec frames = new WebSocketFrameCodec(new ByteArrayInputStream(written.toByteArray()));
        List<String> all = new ArrayList<>();
        for (Optional<WebSocketMessage> next = frames.next(); next.isPresent(); next = frames.next()) {
            all.add(switch (next.get()) {
                case WebSocketMessage.Text(String text) -> text;
                case WebSocketMessage.Binary(byte[] payload) -> HexFormat.of().formatHex(payload);
                case WebSocketMessage other -> other.toString();
            });
        }
        return all;
    }

    private WebSocketClient client() {
        try {
            return new WebSocketClient(new Socket() {
                @Override
                public OutputStream getOutputStream() {
                    return written;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
