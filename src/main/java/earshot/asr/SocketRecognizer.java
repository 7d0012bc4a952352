package earshot.asr;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.problem.ProblemException;
import earshot.remote.ProviderErrors;
import earshot.remote.RunningCalls;
import earshot.remote.SharedHttpClient;

/// The recognizer of a service over a WebSocket whose protocol is known: one WebSocket for each utterance.
///
/// An instance belongs to one connection. Safe for use from any thread.
final class SocketRecognizer implements Recognizer {
    private static final int AT_ONCE = 4;

    private final SocketRecognition service;
    private final SharedHttpClient sharedHttpClient;
    private final RunningCalls calls;

    SocketRecognizer(SocketRecognition service, SharedHttpClient sharedHttpClient) {
        this.service = service;
        this.sharedHttpClient = sharedHttpClient;
        calls = new RunningCalls("recognise-" + service.provider().alias(), AT_ONCE);
    }

    @Override
    public CompletableFuture<RecognitionResult> recognize(PcmAudio audio, List<String> expected) {
        return open(audio.rate(), _ -> {}).recognize(audio.pcm());
    }

    @Override
    public boolean streams() {
        return service.streams();
    }

    @Override
    public RecognitionStream openStream(int rate, List<String> expected, Consumer<String> onPartial) {
        return service.streams() ? open(rate, onPartial) : Recognizer.super.openStream(rate, expected, onPartial);
    }

    private RecognitionStream open(int rate, Consumer<String> onPartial) {
        try {
            ProviderErrors.requireFilledIn(service.provider());
            return new SocketRecognitionStream(sharedHttpClient, service, rate, onPartial).startedIn(calls);
        } catch (ProblemException e) {
            return new FailedRecognitionStream(e);
        }
    }

    @Override
    public String name() {
        return service.provider().nameWith("model_name", "model");
    }

    @Override
    public void close() {
        calls.close();
    }
}
