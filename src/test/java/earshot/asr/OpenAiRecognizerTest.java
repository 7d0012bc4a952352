package earshot.asr;

import static earshot.remote.ProviderServerFake.Behavior.json;
import static earshot.remote.ProviderServerFake.Behavior.text;
import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderServerFake;
import earshot.remote.ProviderServerFake.Behavior;
import earshot.remote.ProviderServerFake.ReceivedRequest;
import earshot.remote.ProviderSettings;
import earshot.remote.SharedHttpClient;
import earshot.time.TimeFake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenAiRecognizerTest {
    private static final PcmAudio SECOND = new PcmAudio(new short[48_000], 48_000);

    private final TimeFake time = new TimeFake();
    private final SharedHttpClient sharedHttpClient = new SharedHttpClient(time);
    private final Set<String> plainOnly = ConcurrentHashMap.newKeySet();
    private final ProviderServerFake server = new ProviderServerFake();

    @AfterEach
    void close() {
        sharedHttpClient.close();
        server.close();
    }

    @Test
    void sendsOneWavFileOf16kHzWithModelLanguageAndPromptAndReadsTheText() {
        server.answersWith(json(200, "{\"text\":\" What time is it? \",\"usage\":{}}"));
        Recognizer recognizer = recognizer("model_name", "whisper-large", "language", "en", "prompt", "Earshot, Sphinx");
        assertThat(recognizer.recognize(SECOND, List.of()).join())
            .isEqualTo(new RecognitionResult("What time is it?", 1).withHints(List.of("Earshot, Sphinx")));
        ReceivedRequest receivedRequest = server.requests.getFirst();
        assertThat(receivedRequest.path()).isEqualTo("/v1/audio/transcriptions");
        assertThat(receivedRequest.headers()).containsEntry("Authorization", "Bearer sk-very-secret-4711").doesNotContainKey("Upgrade");
        assertThat(receivedRequest.text()).contains("name=\"model\"\r\n\r\nwhisper-large\r\n", "name=\"language\"\r\n\r\nen\r\n",
            "name=\"prompt\"\r\n\r\nEarshot, Sphinx\r\n",
            "filename=\"speech.wav\"", "RIFF", "WAVEfmt ");
        int wav = receivedRequest.text().indexOf("RIFF");
        assertThat(receivedRequest.text().substring(wav + 24, wav + 28)).as("16 kHz").isEqualTo("\u0080\u003e\0\0");
        assertThat(receivedRequest.body().length - wav).isBetween(32_044, 32_200);
    }

    @Test
    void asksHowLikelyNobodySpokeAndNotAgainWhereThatIsRefused() {
        server.answersWith(
            json(200, "{\"text\":\" Thank you.\",\"segments\":[{\"avg_logprob\":-0.3,\"no_speech_prob\":0.93},{\"avg_logprob\":-0.3,\"no_speech_prob\":0.7}]}"),
            json(400, "{\"error\":{\"message\":\"response_format 'verbose_json' is not compatible with model\",\"param\":\"response_format\"}}"),
            json(200, "{\"text\":\"yes\"}"), json(200, "{\"text\":\"no\"}"));
        RecognitionResult doubted = recognizer("prompt", "Earshot").recognize(SECOND, List.of()).join();
        assertThat(doubted.noSpeech()).hasValue(0.7);
        assertThat(doubted.hints()).containsExactly("Earshot");
        assertThat(recognizer().recognize(SECOND, List.of("yes", "no")).join()).isEqualTo(new RecognitionResult("yes", 1).withHints(List.of("yes", "no")));
        assertThat(recognizer().recognize(SECOND, List.of()).join().text()).isEqualTo("no");
        assertThat(server.requests).extracting(request -> request.text().replaceAll("(?s).*response_format\"\r\n\r\n(\\w+)\r\n.*", "$1"))
            .containsExactly("verbose_json", "verbose_json", "json", "json");
    }

    @Test
    void readsPlainTextAndTakesOffTheMarksOfSenseVoice() {
        server.answersWith(text("<|en|><|NEUTRAL|><|Speech|>hello there\n"));
        assertThat(recognizer().recognize(SECOND, List.of()).join().text()).isEqualTo("hello there");
    }

    @Test
    void aByteOrderMarkBeforeTheAnswerIsNoPartOfIt() {
        server.answersWith(text("\uFEFF{\"text\":\"hello there\"}"), text("\uFEFFhello"));
        assertThat(recognizer().recognize(SECOND, List.of()).join().text()).isEqualTo("hello there");
        assertThat(recognizer().recognize(SECOND, List.of()).join().text()).isEqualTo("hello");
    }

    @Test
    void anEmptyTextMeansThatNothingWasUnderstood() {
        server.answersWith(json(200, "{\"text\":\"\"}"));
        assertThat(recognizer().recognize(SECOND, List.of()).join().text()).isEmpty();
    }

    @Test
    void takesTheAddressInEveryFormThatDocumentationShows() {
        server.answersWith(json(200, "{\"text\":\"yes\"}"));
        String root = server.url().substring(0, server.url().length() - 3);
        for (String form : List.of(root, root + "/v1/", root + "/v1/audio/transcriptions", root.substring(7))) {
            assertThat(new OpenAiRecognizer(ProviderServerFake.section(ProviderKind.ASR, "openai", "base_url", form), sharedHttpClient, plainOnly)
                .recognize(SECOND, List.of()).join().text()).isEqualTo("yes");
        }
        assertThat(server.requests).extracting(ReceivedRequest::path).containsOnly("/v1/audio/transcriptions").hasSize(4);
    }

    @Test
    void everyFaultIsAProblemThatSaysWhatItWasAndHoldsNoKey() {
        assertThat(fault(json(401, "{\"error\":{\"message\":\"Incorrect API key: sk-very-secret-4711\"}}")).code()).isEqualTo(ProblemCode.PROVIDER_KEY_REFUSED);
        assertThat(fault(json(400, "{\"error\":{\"message\":\"no model sk-very-secret-4711\"}}"))).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_DECLINED);
            assertThat(problem.args().toString()).contains("no model").doesNotContain("4711");
        });
        assertThat(fault(json(200, "{\"text\":")).code()).isEqualTo(ProblemCode.PROVIDER_MALFORMED);
        assertThat(fault(json(200, "{\"words\":1}")).code()).isEqualTo(ProblemCode.PROVIDER_MALFORMED);
        assertThat(fault(json(200, "")).code()).isEqualTo(ProblemCode.PROVIDER_EMPTY);
        assertThat(fault(new Behavior.Cuts("application/json", "{\"te".getBytes())).code()).isEqualTo(ProblemCode.PROVIDER_CUT);
        assertThat(fault(new Behavior.Answers(200, "text/html", "<html>login</html>".getBytes(), Map.of())).code()).isEqualTo(ProblemCode.PROVIDER_WEB_PAGE);
        assertThat(server.requests).as("none of these is asked again").hasSize(7);
    }

    @Test
    void asksAgainWhenTheProviderIsBusyOrFailsBeforeAnAnswerAndNotForLongerThanSomebodyWaits() {
        server.answersWith(new Behavior.Answers(429, "text/plain", new byte[0], Map.of("Retry-After", "1")), json(503, "{}"),
            json(200, "{\"text\":\"at last\"}"));
        CompletableFuture<RecognitionResult> answer = recognizer().recognize(SECOND, List.of());
        await().until(() -> server.requests.size() == 1);
        await().pollInterval(Duration.ofMillis(5)).until(() -> advanced(Duration.ofSeconds(2), answer));
        assertThat(answer.join().text()).isEqualTo("at last");
        assertThat(server.requests).hasSize(3);
        server.requests.clear();
        assertThat(fault(new Behavior.Answers(429, "text/plain", new byte[0], Map.of("Retry-After", "3600"))).code()).isEqualTo(ProblemCode.PROVIDER_LIMITED);
        assertThat(server.requests).hasSize(1);
        server.requests.clear();
        assertThat(fault(json(500, "oops")).code()).isEqualTo(ProblemCode.PROVIDER_FAILED);
        assertThat(server.requests).hasSize(3);
    }

    @Test
    void aProviderThatIsNotThereIsAProblemAtOnce() {
        server.close();
        assertThat(fault(json(200, "")).code()).isEqualTo(ProblemCode.PROVIDER_REFUSED);
    }

    @Test
    void aProviderThatSaysNothingHasFailedWhenItsTimeIsOverBeforeAndWithinAnAnswer() {
        assertThat(fault(new Behavior.Hangs("", new byte[0])).code()).isEqualTo(ProblemCode.PROVIDER_TIMEOUT);
        assertThat(fault(new Behavior.Hangs("application/json", "{\"te".getBytes())).code()).isEqualTo(ProblemCode.PROVIDER_TIMEOUT);
        assertThat(server.requests).hasSize(2);
    }

    @Test
    void closingOrCancellingBreaksOffWhatIsUnderWay() {
        server.answersWith(new Behavior.Hangs("", new byte[0]));
        Recognizer closed = recognizer();
        Recognizer other = recognizer();
        CompletableFuture<RecognitionResult> first = closed.recognize(SECOND, List.of());
        CompletableFuture<RecognitionResult> second = other.recognize(SECOND, List.of());
        await().until(() -> server.requests.size() == 2);
        closed.close();
        await().until(first::isCancelled);
        assertThat(second).isNotDone();
        second.cancel(false);
        assertThat(second).isCancelled();
    }

    @Test
    void aKeyThatNoHeaderCanCarryIsAProblemThatDoesNotTellIt() {
        Recognizer recognizer = recognizer("api_key", "sk-\u79d8\u5bc6-4711");
        Throwable failure = catchThrowable(() -> recognizer.recognize(SECOND, List.of()).join());
        assertThat(failure).hasCauseInstanceOf(ProblemException.class);
        Problem problem = ((ProblemException) failure.getCause()).problem();
        assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_INCOMPLETE);
        assertThat(problem.toString()).doesNotContain("4711");
        assertThat(server.requests).isEmpty();
    }

    private Recognizer recognizer(String... more) {
        return new OpenAiRecognizer(server.provider(ProviderKind.ASR, more), sharedHttpClient, plainOnly);
    }

    private Problem fault(Behavior behavior) {
        int before = server.requests.size();
        server.answersWith(behavior);
        ProviderSettings provider = server.provider(ProviderKind.ASR);
        CompletableFuture<RecognitionResult> answer = new OpenAiRecognizer(provider, sharedHttpClient, plainOnly).recognize(SECOND, List.of());
        boolean hangs = behavior instanceof Behavior.Hangs;
        await().pollInterval(Duration.ofMillis(5))
            .until(() -> hangs && server.requests.size() == before ? answer.isDone() : advanced(hangs ? Duration.ofMinutes(1) : Duration.ofSeconds(2), answer));
        Throwable failure = catchThrowable(answer::join);
        assertThat(failure).isInstanceOf(CompletionException.class).hasCauseInstanceOf(ProblemException.class);
        Problem problem = ((ProblemException) failure.getCause()).problem();
        assertThat(problem.toString()).doesNotContain("4711");
        return problem;
    }

    /// Lets the next pause or limit pass that is not longer than this.
    private boolean advanced(Duration within, CompletableFuture<?> until) {
        time.advanceToNext(within);
        return until.isDone();
    }
}
