package earshot.asr;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.problem.ProblemReason;
import earshot.problem.UnusableFileException;
import io.github.givimad.whisperjni.WhisperContext;
import io.github.givimad.whisperjni.WhisperFullParams;
import io.github.givimad.whisperjni.WhisperJNI;

/// whisper.cpp by the Java class of whisper-jni: for Windows, whose native library shows no C functions. It cannot be broken off, and says neither how
/// sure it is nor whether somebody spoke. Its native part keeps all models in one unguarded map, so that only one thread at a time may use this class.
final class WhisperJniDecoder implements WhisperDecoder {
    private final WhisperJNI whisper;
    private final WhisperContext context;
    private final WhisperModelFile model;

    WhisperJniDecoder(WhisperModelFile model) throws IOException {
        this.model = model;
        WhisperJNI.loadLibrary();
        WhisperJNI.setLibraryLogger(null);
        whisper = new WhisperJNI();
        context = Optional.ofNullable(whisper.init(model.path())).orElseThrow(() -> new UnusableFileException(ProblemReason.WHISPER_NOT_TAKEN));
    }

    @Override
    public RecognitionResult recognize(PcmAudio audio, WhisperOptions options, BooleanSupplier cancelled) {
        WhisperFullParams params = new WhisperFullParams();
        params.nThreads = WhisperDecoder.threads();
        params.printProgress = false;
        params.printTimestamps = false;
        params.noContext = true;
        params.suppressNonSpeechTokens = true;
        params.language = WhisperDecoder.language(model, options).orElse("auto");
        params.initialPrompt = options.prompt().orElse(null);
        float[] samples = WhisperDecoder.samples(audio);
        int failure = whisper.full(context, params, samples, samples.length);
        if (cancelled.getAsBoolean()) {
            throw new CancellationException("the recognition was broken off");
        }
        if (failure != 0) {
            throw new IllegalStateException("whisper.cpp failed with " + failure);
        }
        return new RecognitionResult(
            IntStream.range(0, whisper.fullNSegments(context)).mapToObj(i -> whisper.fullGetSegmentText(context, i)).collect(Collectors.joining()).strip(), 1);
    }

    @Override
    public void close() {
        context.close();
    }
}
