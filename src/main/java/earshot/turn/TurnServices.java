package earshot.turn;

import earshot.asr.HallucinationDetector;
import earshot.audio.OpusCodec;
import earshot.audio.PcmAudio;
import earshot.compute.ComputePool;
import earshot.problem.ProblemSink;
import earshot.time.Time;
import java.util.Optional;
import java.util.function.Supplier;

/// What the turns of all devices share. Everything in it is safe for use from any thread.
///
/// @param endSound played when an answer is over; empty for none
public record TurnServices(Time time, ComputePool pool, FramePacer pacer, OpusCodec codec, ProblemSink problems, TurnLog log,
    HallucinationDetector hallucinations, Supplier<Optional<PcmAudio>> endSound) {
    /// Without a sound at the end of answers.
    public TurnServices(Time time, ComputePool pool, FramePacer pacer, OpusCodec codec, ProblemSink problems, TurnLog log,
        HallucinationDetector hallucinations) {
        this(time, pool, pacer, codec, problems, log, hallucinations, Optional::empty);
    }
}
