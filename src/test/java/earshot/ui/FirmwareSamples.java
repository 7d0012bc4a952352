package earshot.ui;

import module java.base;

import earshot.capture.HandshakeFake;
import earshot.capture.TrafficJudge;
import earshot.firmware.FirmwareEstimate;
import earshot.firmware.LiveFirmware;
import earshot.firmware.LossReporter;
import earshot.id.DeviceId;
import earshot.time.Time;
import earshot.wire.Framing;

/// Devices whose last minute had all that can be drawn of it.
public final class FirmwareSamples {
    /// 60 ms of speech.
    private static final byte[] FRAME = {(byte) (11 << 3), 1, 2, 3};
    private static final long MILLI = 1_000_000;

    private FirmwareSamples() {}

    /// A device that speaks: an answer two frames ahead with a gap, one that was sent in a burst, and one that goes on.
    public static FirmwareEstimate speaking(DeviceId device, Time time) {
        long now = time.nanos();
        long at = now - 58_000 * MILLI;
        LiveFirmware firmware = new LiveFirmware(_ -> new LossReporter() {
            @Override
            public void ranOut(Duration silence, int gaps) {}

            @Override
            public void overflowed(int packets) {}
        });
        TrafficJudge board = firmware.of(HandshakeFake.of(device, Framing.RAW), at);
        board.textSent("{\"type\":\"hello\",\"audio_params\":{\"frame_duration\":60}}", at);
        listen(board, at + 300 * MILLI);
        answer(board, at + 6_000 * MILLI, 3, 60);
        answer(board, at + 10_100 * MILLI, 3, 60);
        end(board, at + 17_000 * MILLI);
        listen(board, at + 17_100 * MILLI);
        answer(board, at + 26_000 * MILLI, 90, 0);
        end(board, at + 30_000 * MILLI);
        listen(board, at + 30_100 * MILLI);
        answer(board, at + 40_000 * MILLI, 20, 200);
        end(board, at + 54_000 * MILLI);
        listen(board, at + 54_100 * MILLI);
        answer(board, at + 57_000 * MILLI, 10, 0);
        board.passed(now);
        return firmware.estimate(device).orElseThrow();
    }

    private static void listen(TrafficJudge board, long nanos) {
        board.textReceived("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}", nanos);
    }

    private static void answer(TrafficJudge board, long nanos, int ahead, int more) {
        board.textSent("{\"type\":\"tts\",\"state\":\"start\"}", nanos);
        IntStream.range(0, ahead).forEach(_ -> board.frameSent(FRAME, nanos + 60 * MILLI));
        IntStream.rangeClosed(1, more).forEach(i -> board.frameSent(FRAME, nanos + (60 + i * 60L) * MILLI));
    }

    private static void end(TrafficJudge board, long nanos) {
        board.textSent("{\"type\":\"tts\",\"state\":\"stop\"}", nanos);
    }
}
