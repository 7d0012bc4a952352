package earshot.turn;

import earshot.audio.OpusCodec;
import earshot.compute.ComputePool;
import earshot.problem.ProblemSink;
import earshot.time.Time;

/// What the turns of all devices share. Everything in it is safe for use from any thread.
public record TurnServices(Time time, ComputePool pool, FramePacer pacer, OpusCodec codec, ProblemSink problems, TurnLog log) {}
