package earshot.turn;

import earshot.asr.Recognizer;
import earshot.audio.OpusCodec;
import earshot.compute.ComputePool;
import earshot.problem.Problems;
import earshot.time.Time;
import earshot.tool.Tools;
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
public record Turns(Time time, ComputePool pool, Pacer pacer, OpusCodec codec, Recognizer recognizer, Voice voice, Assistant assistant, Problems problems, TurnLog log) {
    /// The same with another assistant.
    public Turns with(Assistant other) {
        return new Turns(time, pool, pacer, codec, recognizer, voice, other, problems, log);
    }

    /// The same with the recogniser and the voice of one connection.
    public Turns with(Recognizer ear, Voice mouth) {
        return new Turns(time, pool, pacer, codec, ear, mouth, assistant, problems, log);
    }

    /// Runs a turn on a worker and returns at once. The turn reaches the device through its [Speaker], whose [Speaker#over] is called
    /// exactly once in any case.
    ///
    /// @param device what the assistant may say about the device
    /// @param downlink the audio format announced to the device in our `hello`
    /// @param workers virtual threads of the connection
    /// @throws java.util.concurrent.RejectedExecutionException when too many turns of the connection wait for a worker
    public Turn start(Utterance utterance, Heard.About device, Tools tools, AudioParams downlink, TurnRules rules, Speaker speaker, Executor workers) {
        RunningTurn turn = new RunningTurn(this, utterance, device, tools, downlink, rules, speaker);
        workers.execute(turn::run);
        return turn;
    }
}
