package earshot.simulator;

import static earshot.simulator.FastAwait.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.id.DeviceId;
import earshot.time.TimeFake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What a microphone records reaches the device's thread, or is dropped; who waits for the end of a sentence learns of it either way.
class MicrophoneCaptureTest {
    private final DeviceRecorder recorder = new DeviceRecorder(new TimeFake());
    private final DeviceLoop loop = new DeviceLoop(new DeviceId("02:ea:50:00:00:07"), new DeviceLoop.Listener() {
        @Override
        public void taskDone() {}

        @Override
        public void taskFailed(RuntimeException failure) {}

        @Override
        public void ended() {}
    });
    private final List<byte[]> sent = new CopyOnWriteArrayList<>();
    private Consumer<Microphone.Packet> recorded = _ -> {};
    private final MicrophoneCapture capture = new MicrophoneCapture(loop, recorder, packets -> {
        recorded = packets;
        return () -> {};
    }, sent::add);

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    @DisplayName("U54: a device that does not keep up learns that the sentence is over, although its last packet was dropped")
    void theLastPacketIsDropped() {
        capture.start();
        for (int i = 1; i <= 60; i++) {
            recorded.accept(new Microphone.Packet(new byte[] {1}, i == 60));
        }
        loop.start();
        await().until(() -> ended() == 1);
        assertThat(sent).hasSize(40);
    }

    @Test
    @DisplayName("U54: a sentence that an answer cuts short in its last frame is over")
    void theAnswerCutsTheSentenceShort() {
        capture.start();
        recorded.accept(new Microphone.Packet(new byte[] {1}, true));
        capture.stop();
        loop.start();
        await().until(() -> ended() == 1);
        assertThat(sent).isEmpty();
    }

    private long ended() {
        return recorder.events.read(0, 100).rows().stream().filter(row -> row.event() instanceof SimulatedDeviceEvent.SpeechEnded).count();
    }
}
