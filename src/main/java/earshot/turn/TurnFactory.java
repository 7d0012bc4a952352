package earshot.turn;

import earshot.asr.Recognizer;
import earshot.audio.OpusCodec;
import earshot.compute.ComputePool;
import earshot.problem.ProblemSink;
import earshot.time.Time;
import earshot.tool.ToolSource;
import earshot.tts.Voice;
import earshot.wire.AudioParams;
import java.util.concurrent.Executor;

/// Starts turns. Holds what all turns share, and closes none of it.
///
/// Safe for use from any thread.
///
/// @param pool for encoding
/// @param problems where failed stages are reported
/// @param log keeps finished turns
public record TurnFactory(Time time, ComputePool pool, FramePacer pacer, OpusCodec codec, Recognizer recognizer, Voice voice, Assistant assistant, ProblemSink problems, TurnLog log) {
    /// The same with another assistant.
    public TurnFactory with(Assistant other) {
        return new TurnFactory(time, pool, pacer, codec, recognizer, voice, other, problems, log);
    }

    /// The same with the recogniser and the voice of one connection.
    public TurnFactory with(Recognizer otherRecognizer, Voice otherVoice) {
        return new TurnFactory(time, pool, pacer, codec, otherRecognizer, otherVoice, assistant, problems, log);
    }

    /// Runs a turn on a worker and returns at once. The turn reaches the device through its [DeviceOutput], whose [DeviceOutput#turnEnded] is called
    /// exactly once in any case.
    ///
    /// @param device what the assistant may say about the device
    /// @param downlink the audio format announced to the device in our `hello`
    /// @param workers virtual threads of the connection
    /// @throws java.util.concurrent.RejectedExecutionException when too many turns of the connection wait for a worker
    public Turn start(TurnInput turnInput, AssistantRequest.DeviceInfo device, ToolSource deviceTools, AudioParams downlink, TurnOptions rules, DeviceOutput deviceOutput, Executor workers) {
        RunningTurn turn = new RunningTurn(this, turnInput, device, deviceTools, downlink, rules, deviceOutput);
        workers.execute(turn::run);
        return turn;
    }
}
