package earshot.simulator;

import static earshot.data.JsonMappers.JSON;
import static earshot.simulator.FastAwait.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.audio.OpusCodecs;
import earshot.audio.PcmAudio;
import earshot.firmware.FirmwareModel;
import earshot.firmware.LossListener;
import earshot.time.TimeFake;
import earshot.wire.Dialect;
import earshot.wire.InboundMessage.Listen;
import earshot.wire.ListenMode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the model of the device predicts from when frames are sent, and what a test device counts from when they come.
class PredictedPlaybackTest {
    private static final int TURNS = 200;
    private static final Listen LISTEN = new Listen(Listen.ListenAction.START, Optional.of(ListenMode.AUTO), Optional.empty());

    private final byte[] packet = EncodedRecording.of(OpusCodecs.concentus(), new PcmAudio(new short[960], 16_000)).packets().getFirst();
    private final Prediction predicted = new Prediction();
    private final FirmwareModel model = new FirmwareModel(Dialect.XIAOZHI, predicted, 0);

    /// @param silence nanoseconds without sound within the answer
    /// @param dropped packets that did not fit
    private record Loss(long silence, long dropped) {
        boolean agrees(Loss other) {
            return Math.abs(silence - other.silence) <= JitteredTurn.FRAME_NANOS && Math.abs(dropped - other.dropped) <= 1;
        }
    }

    private static final class Prediction implements LossListener {
        private long silence;
        private long dropped;

        @Override
        public void ranOut(long fromNanos, long toNanos) {
            silence += toNanos - fromNanos;
        }

        @Override
        public void dropped(long nanos) {
            dropped++;
        }

        Loss take() {
            Loss loss = new Loss(silence, dropped);
            silence = 0;
            dropped = 0;
            return loss;
        }
    }

    @Test
    @DisplayName("U47: predicted and counted losses agree within one frame in 95 % of 200 turns with jitter")
    void thePredictionAgreesWithTheQueueOfTheTestDevice() {
        PlaybackQueue queue = new PlaybackQueue(Loudspeaker.silent());
        queue.setDecoder(OpusCodecs.concentus().decoder(16_000), 960);
        model.sent(JSON.createObjectNode().put("type", "hello"), 0);
        long start = 0;
        List<Loss> counted = new ArrayList<>();
        List<Loss> told = new ArrayList<>();
        for (int number = 0; number < TURNS; number++) {
            JitteredTurn turn = JitteredTurn.of(number);
            begin(start);
            queue.reset();
            FrameCounters.Playback before = queue.counters();
            for (JitteredTurn.Frame frame : turn.frames()) {
                model.sent(packet, start + frame.sent());
                queue.offer(packet, start + frame.arrives());
            }
            start += turn.lastArrival() + 10_000_000_000L;
            queue.advance(start);
            counted.add(lost(before, queue.counters()));
            told.add(predicted.take());
        }
        queue.close();
        assertThat(counted).as("turns that lose something").filteredOn(loss -> loss.silence() > JitteredTurn.FRAME_NANOS || loss.dropped() > 1)
            .hasSizeGreaterThan(TURNS / 4);
        assertThat(agreeing(told, counted)).isGreaterThanOrEqualTo(TURNS * 95 / 100);
    }

    @Test
    void thePredictionAgreesWithATestDeviceAtItsSocket() throws IOException {
        play(4);
    }

    @Test
    @Tag("proof")
    @DisplayName("U47: the same at the socket of a test device")
    void thePredictionAgreesWithATestDeviceAtItsSocketInEveryTurn() throws IOException {
        play(TURNS);
    }

    private void play(int turns) throws IOException {
        TimeFake time = new TimeFake();
        try (ScriptedServerFake server = new ScriptedServerFake();
            SimulatedDevice device = new SimulatedDevice(time, OpusCodecs.concentus(), SimulatedDeviceProfile.numbered(1, server.url()),
                new RecordedMicrophone(time, EncodedRecording.silence()), Loudspeaker.silent())) {
            device.powerOn();
            device.button();
            await().until(() -> !server.said("listen", "start").isEmpty());
            model.sent(JSON.readTree(ScriptedServerFake.HELLO), time.nanos());
            List<Loss> counted = new ArrayList<>();
            List<Loss> told = new ArrayList<>();
            for (int number = 0; number < turns; number++) {
                FrameCounters before = device.counters().get();
                play(JitteredTurn.of(number), time, server, device);
                counted.add(lost(before.playback(), device.counters().get().playback()));
                told.add(predicted.take());
            }
            assertThat(agreeing(told, counted)).as(told + " told, " + counted + " counted").isGreaterThanOrEqualTo(turns * 95 / 100);
        }
    }

    /// One turn in the time of the device: it advances to each moment at which something is sent or arrives.
    private void play(JitteredTurn turn, TimeFake time, ScriptedServerFake server, SimulatedDevice device) {
        int heard = server.said("listen", "start").size();
        long start = time.nanos();
        server.text("{\"type\":\"tts\",\"state\":\"start\"}");
        await().until(() -> device.state().get() instanceof SimulatedState.Speaking);
        begin(start);
        turn.frames().forEach(frame -> model.sent(packet, start + frame.sent()));
        for (JitteredTurn.Frame frame : turn.frames()) {
            time.advance(Duration.ofNanos(start + frame.arrives() - time.nanos()));
            long due = device.counters().get().received() + 1;
            server.binary(packet);
            await().until(() -> device.counters().get().received() == due);
        }
        server.text("{\"type\":\"tts\",\"state\":\"stop\"}");
        await().until(() -> device.state().get() instanceof SimulatedState.Listening);
        await().until(() -> {
            time.advance(Duration.ofMillis(60));
            return server.said("listen", "start").size() > heard;
        });
    }

    private void begin(long nanos) {
        model.received(LISTEN, nanos);
        model.sent(JSON.createObjectNode().put("type", "tts").put("state", "stop"), nanos);
        model.sent(JSON.createObjectNode().put("type", "tts").put("state", "start"), nanos);
    }

    private static Loss lost(FrameCounters.Playback before, FrameCounters.Playback after) {
        return new Loss(after.underrunNanos() - before.underrunNanos(), after.overflow() - before.overflow());
    }

    private static long agreeing(List<Loss> told, List<Loss> counted) {
        return IntStream.range(0, told.size()).filter(i -> told.get(i).agrees(counted.get(i))).count();
    }
}
