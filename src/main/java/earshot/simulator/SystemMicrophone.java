package earshot.simulator;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.audio.OpusEncoder;
import earshot.audio.PcmBytes;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.watch.WatchSubscription;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.TargetDataLine;

/// The microphone of this computer, encoded as the firmware does. The audio line itself paces it.
public record SystemMicrophone(OpusCodec codec) implements Microphone {
    private static final AudioFormat FORMAT = new AudioFormat(EncodedRecording.RATE, 16, 1, true, false);

    /// @throws ProblemException `MICROPHONE_MISSING`
    @Override
    public WatchSubscription open(Consumer<Packet> packets) {
        TargetDataLine line = line();
        // a platform thread: reading the line blocks in native code, which would pin a carrier thread
        Thread reader = Thread.ofPlatform().daemon().name("microphone").start(() -> read(line, packets));
        return () -> {
            reader.interrupt();
            line.stop();
            line.close();
        };
    }

    private static TargetDataLine line() {
        try {
            TargetDataLine line = AudioSystem.getTargetDataLine(FORMAT);
            line.open(FORMAT, EncodedRecording.FRAME_SAMPLES * 2 * 8);
            line.start();
            return line;
        } catch (LineUnavailableException | IllegalArgumentException | SecurityException e) {
            throw new ProblemException(Problem.of(ProblemCode.MICROPHONE_MISSING), e);
        }
    }

    private void read(TargetDataLine line, Consumer<Packet> packets) {
        byte[] bytes = new byte[EncodedRecording.FRAME_SAMPLES * 2];
        try (OpusEncoder encoder = codec.encoder(EncodedRecording.RATE, EncodedRecording.FRAME_SAMPLES, 24_000, 0)) {
            while (!Thread.currentThread().isInterrupted() && line.read(bytes, 0, bytes.length) == bytes.length) {
                packets.accept(new Packet(encoder.encode(PcmBytes.samples(bytes)), false));
            }
        }
    }
}
