package earshot.simulator;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.audio.PcmAudio;
import earshot.audio.Resampler;
import earshot.audio.WavFile;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;

/// The recorded sentence in `assets/speech`, with its text.
///
/// @param pcmAudio 16 kHz mono
public record SampleSentence(PcmAudio pcmAudio, String text) {
    private static final String SOUND = "/assets/speech/sentence.wav";
    private static final String TEXT = "/assets/speech/sentence.txt";

    /// @throws ProblemException `SPEECH_FILE_UNUSABLE` when this build has none
    public static SampleSentence load() {
        try (InputStream sound = resource(SOUND); InputStream text = resource(TEXT)) {
            return new SampleSentence(at16k(WavFile.read(sound, SOUND)), new String(text.readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new ProblemException(Problem.of(ProblemCode.SPEECH_FILE_UNUSABLE, SOUND, e.toString()), e);
        }
    }

    /// A WAV file as a device would send it.
    /// @throws ProblemException `SPEECH_FILE_UNUSABLE`
    public static EncodedRecording recording(OpusCodec codec, Path wav) {
        return EncodedRecording.of(codec, at16k(WavFile.read(wav)));
    }

    /// The sentence as a device would send it.
    public EncodedRecording recording(OpusCodec codec) {
        return EncodedRecording.of(codec, pcmAudio);
    }

    private static PcmAudio at16k(PcmAudio pcmAudio) {
        return pcmAudio.rate() == EncodedRecording.RATE ? pcmAudio
            : new PcmAudio(Resampler.resample(pcmAudio.pcm(), pcmAudio.rate(), EncodedRecording.RATE), EncodedRecording.RATE);
    }

    private static InputStream resource(String name) {
        InputStream in = SampleSentence.class.getResourceAsStream(name);
        if (in == null) {
            throw new ProblemException(Problem.of(ProblemCode.SPEECH_FILE_UNUSABLE, name, "not in this build"));
        }
        return in;
    }
}
