package earshot.simulator;

import module java.base;

import earshot.audio.PcmBytes;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;

/// The loudspeaker of this computer. When there is none, or it cannot be opened, a problem is raised once and the device continues in
/// silence, as when it is taken away later. When 40 frames are waiting, or another number, the older half is dropped.
public final class SystemLoudspeaker implements Loudspeaker, AutoCloseable {
    private record Piece(short[] pcm, int rate) {}

    private final BlockingQueue<Piece> pieces;
    private final int most;
    private final ProblemSink problems;
    private final Lines lines;
    private final Thread writer;

    /// Opens what plays sound.
    interface Lines {
        SourceDataLine open(AudioFormat format) throws LineUnavailableException;
    }

    public SystemLoudspeaker(ProblemSink problems) {
        this(problems, PlaybackQueue.CAPACITY);
    }

    /// @param most frames that may wait
    public SystemLoudspeaker(ProblemSink problems, int most) {
        this(problems, most, AudioSystem::getSourceDataLine);
    }

    /// @param most at least 2
    SystemLoudspeaker(ProblemSink problems, int most, Lines lines) {
        this.most = most;
        this.problems = problems;
        this.lines = lines;
        pieces = new ArrayBlockingQueue<>(most);
        // a platform thread: writing to the line blocks in native code, which would pin a carrier thread
        this.writer = Thread.ofPlatform().daemon().name("speaker").start(this::write);
    }

    @Override
    public void play(short[] pcm, int rate) {
        Piece next = new Piece(pcm, rate);
        if (!pieces.offer(next)) {
            // one alone would leave the queue full, as it is after the line was opened: then each frame that is a little late costs another
            pieces.drainTo(new ArrayList<>(), most / 2);
            pieces.offer(next);
        }
    }

    @Override
    public void close() {
        writer.interrupt();
    }

    private void write() {
        SourceDataLine line = null;
        int rate = 0;
        try {
            while (true) {
                Piece piece = pieces.take();
                if (piece.rate != rate) {
                    close(line);
                    line = open(piece.rate);
                    rate = piece.rate;
                }
                byte[] bytes = PcmBytes.littleEndian(piece.pcm);
                if (line.write(bytes, 0, bytes.length) < bytes.length) {
                    throw new LineUnavailableException("it was taken away");
                }
            }
        } catch (InterruptedException _) {
            // closed
        } catch (LineUnavailableException | IllegalArgumentException | SecurityException _) {
            problems.raise(Problem.of(ProblemCode.LOUDSPEAKER_MISSING));
        } finally {
            close(line);
        }
    }

    private SourceDataLine open(int rate) throws LineUnavailableException {
        AudioFormat format = new AudioFormat(rate, 16, 1, true, false);
        SourceDataLine line = lines.open(format);
        line.open(format, rate / 5 * 2);
        line.start();
        return line;
    }

    private static void close(SourceDataLine line) {
        if (line != null) {
            line.close();
        }
    }
}
