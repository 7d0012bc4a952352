package earshot.asr;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.problem.ProblemException;
import earshot.remote.ProviderErrors;
import earshot.remote.ProviderSettings;
import earshot.remote.RunningCalls;
import earshot.remote.WyomingConnection;
import earshot.time.Time;

/// Recognizes with a server of the Wyoming protocol, such as faster-whisper, Vosk or sherpa-onnx: one TCP connection for each utterance, whose sound
/// is sent while the person speaks.
///
/// An instance belongs to one connection. Safe for use from any thread.
public final class WyomingRecognizer implements Recognizer {
    private static final int USUAL_PORT = 10_300;
    private static final int AT_ONCE = 4;
    private static final double LIMIT_SECONDS = 15;

    private final ProviderSettings provider;
    private final Time time;
    private final RunningCalls calls;

    /// @param provider reads `host`, `port`, `model` (or `model_name`), `language` and `timeout` (s)
    WyomingRecognizer(ProviderSettings provider, Time time) {
        this.provider = provider;
        this.time = time;
        calls = new RunningCalls("recognise-" + provider.alias(), AT_ONCE);
    }

    @Override
    public CompletableFuture<RecognitionResult> recognize(PcmAudio audio, List<String> expected) {
        return openStream(audio.rate(), expected, _ -> {}).recognize(audio.pcm());
    }

    @Override
    public boolean streams() {
        return true;
    }

    @Override
    public RecognitionStream openStream(int rate, List<String> expected, Consumer<String> onPartial) {
        try {
            URI address = WyomingConnection.address(provider, USUAL_PORT);
            Duration limit = provider.timeout(LIMIT_SECONDS);
            WyomingConnection connection = new WyomingConnection(time, new ProviderErrors(provider, address), limit);
            return new WyomingRecognitionStream(connection, address, time, limit, rate, onPartial).startedIn(calls);
        } catch (ProblemException e) {
            return new FailedRecognitionStream(e);
        }
    }

    @Override
    public String name() {
        return provider.alias() + provider.text("model", "model_name").map(model -> " (" + model + ")").orElse(" (Wyoming)");
    }

    @Override
    public void close() {
        calls.close();
    }
}
