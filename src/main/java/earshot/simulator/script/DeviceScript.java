package earshot.simulator.script;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.simulator.EncodedRecording;
import earshot.simulator.SampleSentence;
import earshot.wire.Framing;
import earshot.wire.ListenMode;

/// What a test device does, step by step.
///
/// @param mode empty, as the framing, where the script does not say
/// @param repeat how often the steps are done
public record DeviceScript(Optional<ListenMode> mode, Optional<Framing> framing, int repeat, List<Step> steps) {
    /// @param line of the file, from 1
    public record Step(int line, ScriptAction action) {}

    public DeviceScript {
        steps = List.copyOf(steps);
    }

    /// Sentences that are spoken or typed in all.
    public int sentences() {
        return repeat * (int) steps.stream().filter(step -> step.action() instanceof ScriptAction.Say || step.action() instanceof ScriptAction.Type).count();
    }

    /// What is spoken, each recording once. Encoding it may take a while.
    ///
    /// @throws earshot.problem.ProblemException `SPEECH_FILE_UNUSABLE`
    public Map<Optional<Path>, EncodedRecording> recordings(OpusCodec codec) {
        Map<Optional<Path>, EncodedRecording> recordings = new HashMap<>();
        for (Step step : steps) {
            if (step.action() instanceof ScriptAction.Say(Optional<Path> speech)) {
                recordings.computeIfAbsent(speech,
                    _ -> speech.map(wav -> SampleSentence.recording(codec, wav)).orElseGet(() -> SampleSentence.load().recording(codec)));
            }
        }
        return recordings;
    }
}
