package earshot.simulator;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.time.Time;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;

/// The loudspeaker of this computer. When there is none, or it cannot be opened, a problem is raised once and the device continues in
/// silence, as when it is taken away later. When 40 frames are waiting, or another number, the older half is dropped.
public final class SystemLoudspeaker implements Loudspeaker, AutoCloseable {
    /// What is played is heard this much later.
    public static final Duration LATENCY = LoudspeakerLine.AHEAD;

    private record Piece(short[] pcm, int rate) {}

    private final Time time;
    private final BlockingQueue<Piece> pieces;
    private final int most;
    private final ProblemSink problems;
    private final Lines lines;
    // a platform thread: writing to the line blocks in native code, which would pin a carrier thread
    private final Time.Alarm writer;
    private volatile boolean closed;
    private Optional<LoudspeakerLine> line = Optional.empty();

    /// Opens what plays sound.
    interface Lines {
        SourceDataLine open(AudioFormat format) throws LineUnavailableException;
    }

    public SystemLoudspeaker(Time time, ProblemSink problems) {
        this(time, problems, PlaybackQueue.CAPACITY);
    }

    /// @param most frames that may wait
    public SystemLoudspeaker(Time time, ProblemSink problems, int most) {
        this(time, problems, most, AudioSystem::getSourceDataLine);
    }

    /// @param most at least 2
    SystemLoudspeaker(Time time, ProblemSink problems, int most, Lines lines) {
        this.time = time;
        this.most = most;
        this.problems = problems;
        this.lines = lines;
        pieces = new ArrayBlockingQueue<>(most);
        writer = time.alarm("speaker", this::write);
    }

    /// @param pcm empty where nothing is to be heard yet, but the loudspeaker to be ready
    @Override
    public void play(short[] pcm, int rate) {
        Piece next = new Piece(pcm, rate);
        if (!pieces.offer(next)) {
            // one alone would leave the queue full, as it is after the line was opened: then each frame that is a little late costs another
            pieces.drainTo(new ArrayList<>(), most / 2);
            pieces.offer(next);
        }
        writer.wake();
    }

    @Override
    public void close() {
        closed = true;
        writer.wake();
    }

    private long write() {
        try {
            for (Piece piece = pieces.poll(); piece != null && !closed; piece = pieces.poll()) {
                LoudspeakerLine playing = lineOf(piece.rate);
                if (piece.pcm.length > 0) {
                    playing.play(piece.pcm);
                }
            }
            if (line.isPresent() && !closed) {
                return line.get().keepPlaying();
            }
        } catch (LineUnavailableException | IllegalArgumentException | SecurityException _) {
            closed = true;
            problems.raise(Problem.of(ProblemCode.LOUDSPEAKER_MISSING));
        }
        if (closed) {
            line.ifPresent(LoudspeakerLine::close);
            writer.close();
        }
        return Time.NEVER;
    }

    private LoudspeakerLine lineOf(int rate) throws LineUnavailableException {
        if (line.isEmpty() || line.get().rate() != rate) {
            line.ifPresent(LoudspeakerLine::close);
            line = Optional.empty();
            line = Optional.of(LoudspeakerLine.open(time, lines, rate));
        }
        return line.get();
    }
}
