package earshot.simulator;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.time.Time;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;

/// The loudspeaker of this computer. When there is none, or it cannot be opened, a problem is raised once and the device continues in silence, as when it is
/// taken away later. Its clock is not that of the sound: pauses are made longer or shorter where they differ.
public final class SystemLoudspeaker implements Loudspeaker, AutoCloseable {
    /// What is played is heard this much later.
    public static final Duration LATENCY = LoudspeakerLine.AHEAD;

    /// As much as a device keeps.
    private static final Duration MOST = Duration.ofMillis(2_400);
    /// What is left over from the opening, or from a clock of the sender that is faster, would leave less room for what comes late.
    private static final long LONGEST_DELAY = LATENCY.plusMillis(200).toNanos();

    private final Time time;
    private final WaitingSound waiting;
    private final Pauses pauses = new Pauses();
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
        this(time, problems, MOST);
    }

    /// @param most of the sound may wait: when more does, the older half is dropped
    public SystemLoudspeaker(Time time, ProblemSink problems, Duration most) {
        this(time, problems, most, AudioSystem::getSourceDataLine);
    }

    SystemLoudspeaker(Time time, ProblemSink problems, Duration most, Lines lines) {
        this.time = time;
        this.problems = problems;
        this.lines = lines;
        waiting = new WaitingSound(most);
        writer = time.alarm("speaker", this::write);
    }

    /// @param pcm empty where nothing is to be heard yet, but the loudspeaker to be ready
    @Override
    public void play(short[] pcm, int rate) {
        waiting.add(new PcmAudio(pcm, rate));
        writer.wake();
    }

    @Override
    public void close() {
        closed = true;
        writer.wake();
    }

    private long write() {
        try {
            for (Optional<PcmAudio> piece = waiting.poll(); piece.isPresent() && !closed; piece = waiting.poll()) {
                play(piece.get());
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

    private void play(PcmAudio piece) throws LineUnavailableException {
        LoudspeakerLine playing = lineOf(piece.rate());
        if (piece.pcm().length == 0) {
            return;
        }
        boolean quiet = pauses.include(piece);
        if (quiet && playing.held() + waiting.nanos() > LONGEST_DELAY) {
            return;
        }
        if (quiet) {
            playing.fill();
        }
        playing.play(piece.pcm());
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
