package earshot.engine;

import java.time.Duration;

import earshot.problem.ProblemSink;
import earshot.simulator.SystemLoudspeaker;
import earshot.tap.SoundListener;
import earshot.tap.TapStream;
import earshot.time.Time;

/// Plays live sound: what it cannot play in time is dropped. Safe for use from any thread.
interface LiveLoudspeaker extends SoundListener, AutoCloseable {
    /// So much may wait: what is heard live is not to be seconds late.
    Duration MOST_WAITING = Duration.ofSeconds(1);

    @Override
    void close();

    /// The loudspeaker of this computer, which plays silence until something is heard: opening it takes as long as a word.
    ///
    /// @param problems reported once when it cannot be used
    static LiveLoudspeaker ofSystem(Time time, ProblemSink problems) {
        return of(new SystemLoudspeaker(time, problems, MOST_WAITING));
    }

    /// @param loudspeaker closed with it
    static LiveLoudspeaker of(SystemLoudspeaker loudspeaker) {
        loudspeaker.play(new short[0], TapStream.RATE);
        return new LiveLoudspeaker() {
            @Override
            public void heard(short[] pcm, int rate) {
                loudspeaker.play(pcm, rate);
            }

            @Override
            public void close() {
                loudspeaker.close();
            }
        };
    }
}
