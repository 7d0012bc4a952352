package earshot.asr;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.remote.ProviderSettings;

/// whisper.cpp inside this program, with a model that its owner has fetched. It belongs to one connection, and closing it breaks off its own
/// recognitions only; the model is shared by all. Safe for use from any thread.
final class WhisperRecognizer implements Recognizer {
    private static final String USUAL_MODEL = WhisperModel.BASE.title();

    private final ProviderSettings provider;
    private final WhisperRunner runner;
    private final Set<CompletableFuture<RecognitionResult>> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /// @param provider reads `model`, `language` and `prompt`
    WhisperRecognizer(ProviderSettings provider, WhisperRunner runner) {
        this.provider = provider;
        this.runner = runner;
    }

    @Override
    public CompletableFuture<RecognitionResult> recognize(PcmAudio audio, List<String> expected) {
        return recognize(audio, false);
    }

    @Override
    public CompletableFuture<RecognitionResult> recognizeInBackground(PcmAudio audio) {
        return recognize(audio, true);
    }

    private CompletableFuture<RecognitionResult> recognize(PcmAudio audio, boolean background) {
        WhisperOptions options = WhisperOptions.of(provider.text("language"), provider.text("prompt"));
        CompletableFuture<RecognitionResult> answer = background ? runner.recognizeInBackground(model(), audio, options)
            : runner.recognize(model(), audio, options);
        running.add(answer);
        answer.whenComplete((_, _) -> running.remove(answer));
        if (closed) {
            answer.cancel(false);
        }
        return answer;
    }

    private String model() {
        return model(provider);
    }

    static String model(ProviderSettings provider) {
        return provider.text("model", "model_name").orElse(USUAL_MODEL);
    }

    @Override
    public String name() {
        return "Whisper (" + WhisperModel.of(model()).map(WhisperModel::title).orElse(model()) + ")";
    }

    @Override
    public void close() {
        closed = true;
        running.forEach(answer -> answer.cancel(false));
    }
}
