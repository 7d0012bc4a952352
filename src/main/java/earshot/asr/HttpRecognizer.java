package earshot.asr;

import module java.base;

import earshot.remote.ProviderCall;
import earshot.remote.ProviderErrors;
import earshot.remote.ProviderSettings;
import earshot.remote.RetryPolicy;
import earshot.remote.RunningCalls;
import earshot.remote.SharedHttpClient;

/// What recognizers over HTTP share: each utterance is a call of its own, closing cancels those in progress. Reads `timeout` (s) of the provider.
abstract class HttpRecognizer implements Recognizer {
    /// The rate that speech recognizers are trained on; a higher one would only take longer to send.
    static final int RATE = 16_000;
    /// Bytes of an answer.
    static final int LARGEST = 1 << 20;
    private static final int AT_ONCE = 8;
    private static final double LIMIT_SECONDS = 15;

    final ProviderSettings provider;
    private final SharedHttpClient sharedHttpClient;
    private final RunningCalls calls;

    HttpRecognizer(ProviderSettings provider, SharedHttpClient sharedHttpClient) {
        this.provider = provider;
        this.sharedHttpClient = sharedHttpClient;
        calls = new RunningCalls("recognise-" + provider.alias(), AT_ONCE);
    }

    /// @param work waits for the answer
    final CompletableFuture<RecognitionResult> call(URI address, Function<ProviderCall, RecognitionResult> work) {
        ProviderCall call = new ProviderCall(sharedHttpClient, new ProviderErrors(provider, address), RetryPolicy.SPEECH, provider.timeout(LIMIT_SECONDS));
        return calls.run(call, () -> work.apply(call));
    }

    @Override
    public final String name() {
        return provider.nameWith("model_name", "model");
    }

    @Override
    public final void close() {
        calls.close();
    }
}
