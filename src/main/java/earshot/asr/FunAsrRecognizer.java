package earshot.asr;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.problem.ProblemException;
import earshot.remote.ProviderErrors;
import earshot.remote.ProviderSettings;
import earshot.remote.RunningCalls;
import earshot.remote.SharedHttpClient;

/// Recognizes with a FunASR server over WebSocket: audio is sent while the person speaks, so that the text is there soon after the end.
/// Each utterance has its own WebSocket, because the protocol cannot tell the answers of two utterances apart.
///
/// An instance belongs to one connection. Safe for use from any thread.
public final class FunAsrRecognizer implements Recognizer {
    private static final int AT_ONCE = 4;

    private final ProviderSettings provider;
    private final SharedHttpClient sharedHttpClient;
    private final RunningCalls calls;
    private Optional<FunAsrAddresses> addresses = Optional.empty();

    /// @param provider reads `host` (a name, or a whole `ws://` address), `port`, `is_ssl`, `certificate_sha256`, `api_key`, `mode`, `hotwords`,
    ///     `itn`, `svs_lang`, `svs_itn` and `timeout` (s)
    public FunAsrRecognizer(ProviderSettings provider, SharedHttpClient sharedHttpClient) {
        this.provider = provider;
        this.sharedHttpClient = sharedHttpClient;
        calls = new RunningCalls("recognise-" + provider.alias(), AT_ONCE);
    }

    @Override
    public CompletableFuture<RecognitionResult> recognize(PcmAudio audio, List<String> expected) {
        return openStream(audio.rate(), expected, audio.duration(), _ -> {}).recognize(audio.pcm());
    }

    @Override
    public boolean streams() {
        return true;
    }

    @Override
    public RecognitionStream openStream(int rate, List<String> expected, Consumer<String> onPartial) {
        return openStream(rate, expected, Duration.ZERO, onPartial);
    }

    private RecognitionStream openStream(int rate, List<String> expected, Duration atOnce, Consumer<String> onPartial) {
        try {
            FunAsrAddresses known = addresses();
            ProviderErrors providerErrors = new ProviderErrors(provider, known.usual());
            return new FunAsrRecognitionStream(sharedHttpClient, providerErrors, known, rate, expected, atOnce, onPartial).startedIn(calls);
        } catch (ProblemException e) {
            return new FailedRecognitionStream(e);
        }
    }

    @Override
    public String name() {
        return provider.alias() + " (FunASR)";
    }

    @Override
    public void close() {
        calls.close();
    }

    private synchronized FunAsrAddresses addresses() {
        addresses = addresses.or(() -> Optional.of(FunAsrAddresses.of(provider)));
        return addresses.get();
    }
}
