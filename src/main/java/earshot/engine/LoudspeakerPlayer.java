package earshot.engine;

import earshot.audio.PcmAudio;
import earshot.audio.PcmBytes;
import earshot.engine.Operation.Outcome;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;

/// Plays audio through this computer's loudspeaker, one sound at a time: a new one stops the one that plays.
final class LoudspeakerPlayer {
    private static final int CHUNK_MILLIS = 50;

    private volatile RunningOperation playing;

    /// Starts playing on a thread of its own; the operation is done at the end of the sound, and cancelled when it is stopped.
    void play(RunningOperation operation, PcmAudio sound) {
        stop();
        playing = operation;
        // a platform thread: writing to the line blocks in native code, where a virtual thread would pin its carrier
        Thread.ofPlatform().daemon().name("player").start(() -> operation.finish(run(operation, sound)));
    }

    void stop() {
        RunningOperation now = playing;
        if (now != null) {
            now.cancel();
        }
    }

    private Outcome run(RunningOperation operation, PcmAudio sound) {
        AudioFormat format = new AudioFormat(sound.rate(), 16, 1, true, false);
        int chunk = sound.rate() * CHUNK_MILLIS / 1000;
        try (SourceDataLine line = AudioSystem.getSourceDataLine(format)) {
            line.open(format, chunk * 2 * 4);
            line.start();
            for (int from = 0; from < sound.pcm().length; from += chunk) {
                if (operation.whenCancelled().isDone()) {
                    line.flush();
                    return new Outcome.Cancelled();
                }
                int samples = Math.min(chunk, sound.pcm().length - from);
                if (line.write(PcmBytes.littleEndian(sound.pcm(), from, samples), 0, 2 * samples) < 2 * samples) {
                    throw new LineUnavailableException("it was taken away");
                }
            }
            line.drain();
            return Outcome.Done.of("");
        } catch (LineUnavailableException | IllegalArgumentException | SecurityException _) {
            return new Outcome.Failed(Problem.of(ProblemCode.LOUDSPEAKER_MISSING));
        }
    }
}
