package earshot.simulator;

import earshot.audio.OpusCodec;
import earshot.audio.Resampler;
import earshot.audio.Speech;
import earshot.audio.Wav;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The recorded sentence in `assets/speech`, with its text.
///
/// @param speech 16 kHz mono
/// @param text its words
public record SampleSentence(Speech speech, String text) {
    private static final String SOUND = "/assets/speech/sentence.wav";
    private static final String TEXT = "/assets/speech/sentence.txt";

    /// @throws ProblemException `SPEECH_FILE_UNUSABLE` when this build has none
    public static SampleSentence load() {
        try (InputStream sound = resource(SOUND); InputStream text = resource(TEXT)) {
            return new SampleSentence(at16k(Wav.read(sound, SOUND)), new String(text.readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new ProblemException(Problem.of(Code.SPEECH_FILE_UNUSABLE, SOUND, e.toString()), e);
        }
    }

    /// A WAV file as a device would send it.
    /// @throws ProblemException `SPEECH_FILE_UNUSABLE`
    public static Recording recording(OpusCodec codec, Path wav) {
        return Recording.of(codec, at16k(Wav.read(wav)));
    }

    /// The sentence as a device would send it.
    public Recording recording(OpusCodec codec) {
        return Recording.of(codec, speech);
    }

    private static Speech at16k(Speech speech) {
        return speech.rate() == Recording.RATE
            ? speech
            : new Speech(Resampler.resample(speech.pcm(), speech.rate(), Recording.RATE), Recording.RATE);
    }

    private static InputStream resource(String name) {
        InputStream in = SampleSentence.class.getResourceAsStream(name);
        if (in == null) {
            throw new ProblemException(Problem.of(Code.SPEECH_FILE_UNUSABLE, name, "not in this build"));
        }
        return in;
    }
}
