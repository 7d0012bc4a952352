package earshot.asr;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.audio.PcmBytes;
import earshot.problem.ProblemException;
import earshot.remote.ProviderErrors;
import earshot.remote.SharedHttpClient;
import earshot.time.Time;

/// The recognizer of a service whose protocol is known: one request for each utterance.
///
/// An instance belongs to one connection and holds only the calls in progress. Safe for use from any thread.
final class ServiceRecognizer extends HttpRecognizer {
    /// Services refuse less than that.
    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final HttpRecognition service;
    private final Time time;

    ServiceRecognizer(HttpRecognition service, SharedHttpClient sharedHttpClient) {
        super(service.provider(), sharedHttpClient);
        this.service = service;
        time = sharedHttpClient.time();
    }

    @Override
    public CompletableFuture<RecognitionResult> recognize(PcmAudio audio, List<String> expected) {
        try {
            ProviderErrors.requireFilledIn(provider);
            if (audio.duration().compareTo(SHORTEST) < 0) {
                return CompletableFuture.completedFuture(new RecognitionResult("", 1));
            }
            return call(service.address(), call -> {
                String text = service.text(call, PcmBytes.littleEndian(audio.at(RATE).pcm()), time.now());
                return new RecognitionResult(OpenAiRecognizer.withoutMarkers(text), 1).withHints(service.hints());
            });
        } catch (ProblemException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
