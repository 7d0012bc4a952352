package earshot.asr;

import static earshot.provider.ProviderDouble.Does.json;
import static earshot.provider.ProviderDouble.Does.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import earshot.audio.Speech;
import earshot.config.ProviderKind;
import earshot.config.Settings;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import earshot.provider.ProviderDouble;
import earshot.provider.ProviderDouble.Asked;
import earshot.provider.ProviderDouble.Does;
import earshot.provider.Web;
import earshot.time.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenAiRecognizerTest {
    private static final Speech SECOND = new Speech(new short[48_000], 48_000);

    private final ManualTime time = new ManualTime();
    private final Web web = new Web(time);
    private final ProviderDouble server = new ProviderDouble();

    @AfterEach
    void close() {
        web.close();
        server.close();
    }

    @Test
    void sendsOneWavFileOf16kHzWithModelLanguageAndPromptAndReadsTheText() {
        server.does(json(200, "{\"text\":\" What time is it? \",\"usage\":{}}"));
        Recognizer recognizer = recognizer("model_name", "whisper-large", "language", "en", "prompt", "Earshot, Sphinx");
        assertThat(recognizer.recognize(SECOND, List.of()).join()).isEqualTo(new Transcript("What time is it?", 1));
        Asked asked = server.asked.getFirst();
        assertThat(asked.path()).isEqualTo("/v1/audio/transcriptions");
        assertThat(asked.headers()).containsEntry("Authorization", "Bearer sk-very-secret-4711").doesNotContainKey("Upgrade");
        assertThat(asked.text()).contains("name=\"model\"\r\n\r\nwhisper-large\r\n", "name=\"language\"\r\n\r\nen\r\n", "name=\"prompt\"\r\n\r\nEarshot, Sphinx\r\n",
            "filename=\"speech.wav\"", "RIFF", "WAVEfmt ");
        int wav = asked.text().indexOf("RIFF");
        assertThat(asked.text().substring(wav + 24, wav + 28)).as("16 kHz").isEqualTo("\u0080\u003e\0\0");
        assertThat(asked.body().length - wav).isBetween(32_044, 32_200);
    }

    @Test
    void readsPlainTextAndTakesOffTheMarksOfSenseVoice() {
        server.does(text("<|en|><|NEUTRAL|><|Speech|>hello there\n"));
        assertThat(recognizer().recognize(SECOND, List.of()).join().text()).isEqualTo("hello there");
    }

    @Test
    void anEmptyTextMeansThatNothingWasUnderstood() {
        server.does(json(200, "{\"text\":\"\"}"));
        assertThat(recognizer().recognize(SECOND, List.of()).join().text()).isEmpty();
    }

    @Test
    void takesTheAddressInEveryFormThatDocumentationShows() {
        server.does(json(200, "{\"text\":\"yes\"}"));
        String root = server.url().substring(0, server.url().length() - 3);
        for (String form : List.of(root, root + "/v1/", root + "/v1/audio/transcriptions", root.substring(7))) {
            assertThat(new OpenAiRecognizer(ProviderDouble.section(ProviderKind.ASR, "openai", "base_url", form), web).recognize(SECOND, List.of()).join().text()).isEqualTo("yes");
        }
        assertThat(server.asked).extracting(Asked::path).containsOnly("/v1/audio/transcriptions").hasSize(4);
    }

    @Test
    void everyFaultIsAProblemThatSaysWhatItWasAndHoldsNoKey() {
        assertThat(fault(json(401, "{\"error\":{\"message\":\"Incorrect API key: sk-very-secret-4711\"}}")).code()).isEqualTo(Code.SERVICE_KEY_REFUSED);
        assertThat(fault(json(400, "{\"error\":{\"message\":\"no model sk-very-secret-4711\"}}"))).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(Code.SERVICE_FAILED);
            assertThat(problem.args().toString()).contains("no model").doesNotContain("4711");
        });
        assertThat(fault(json(200, "{\"text\":")).code()).isEqualTo(Code.SERVICE_MALFORMED);
        assertThat(fault(json(200, "{\"words\":1}")).code()).isEqualTo(Code.SERVICE_MALFORMED);
        assertThat(fault(json(200, "")).code()).isEqualTo(Code.SERVICE_EMPTY);
        assertThat(fault(new Does.Cuts("application/json", "{\"te".getBytes())).code()).isEqualTo(Code.SERVICE_CUT);
        assertThat(fault(new Does.Answers(200, "text/html", "<html>login</html>".getBytes(), Map.of())).code()).isEqualTo(Code.SERVICE_MALFORMED);
        assertThat(server.asked).as("none of these is asked again").hasSize(7);
    }

    @Test
    void asksAgainWhenTheProviderIsBusyOrFailsBeforeAnAnswerAndNotForLongerThanSomebodyWaits() {
        server.does(new Does.Answers(429, "text/plain", new byte[0], Map.of("Retry-After", "1")), json(503, "{}"), json(200, "{\"text\":\"at last\"}"));
        CompletableFuture<Transcript> answer = recognizer().recognize(SECOND, List.of());
        await().until(() -> server.asked.size() == 1);
        await().pollInterval(Duration.ofMillis(5)).until(() -> advanced(Duration.ofMillis(250), answer));
        assertThat(answer.join().text()).isEqualTo("at last");
        assertThat(server.asked).hasSize(3);
        server.asked.clear();
        assertThat(fault(new Does.Answers(429, "text/plain", new byte[0], Map.of("Retry-After", "3600"))).code()).isEqualTo(Code.SERVICE_LIMITED);
        assertThat(server.asked).hasSize(1);
        server.asked.clear();
        assertThat(fault(json(500, "oops")).code()).isEqualTo(Code.SERVICE_FAILED);
        assertThat(server.asked).hasSize(3);
    }

    @Test
    void aProviderThatIsNotThereIsTriedAgainBeforeItIsAProblem() {
        server.close();
        assertThat(fault(json(200, "")).code()).isEqualTo(Code.SERVICE_UNREACHABLE);
    }

    @Test
    void aProviderThatSaysNothingHasFailedWhenItsTimeIsOverBeforeAndWithinAnAnswer() {
        assertThat(fault(new Does.Hangs("", new byte[0])).code()).isEqualTo(Code.SERVICE_HUNG);
        assertThat(fault(new Does.Hangs("application/json", "{\"te".getBytes())).code()).isEqualTo(Code.SERVICE_HUNG);
        assertThat(server.asked).hasSize(2);
    }

    @Test
    void closingOrCancellingBreaksOffWhatIsUnderWay() {
        server.does(new Does.Hangs("", new byte[0]));
        Recognizer closed = recognizer();
        Recognizer other = recognizer();
        CompletableFuture<Transcript> first = closed.recognize(SECOND, List.of());
        CompletableFuture<Transcript> second = other.recognize(SECOND, List.of());
        await().until(() -> server.asked.size() == 2);
        closed.close();
        await().until(first::isCancelled);
        assertThat(second).isNotDone();
        second.cancel(false);
        assertThat(second).isCancelled();
    }

    private Recognizer recognizer(String... more) {
        return new OpenAiRecognizer(server.provider(ProviderKind.ASR, more), web);
    }

    private Problem fault(Does does) {
        server.does(does);
        Settings.Provider provider = server.provider(ProviderKind.ASR);
        CompletableFuture<Transcript> answer = new OpenAiRecognizer(provider, web).recognize(SECOND, List.of());
        await().pollInterval(Duration.ofMillis(5)).until(() -> advanced(Duration.ofMillis(500), answer));
        Throwable failure = catchThrowable(answer::join);
        assertThat(failure).isInstanceOf(CompletionException.class).hasCauseInstanceOf(ProblemException.class);
        Problem problem = ((ProblemException) failure.getCause()).problem();
        assertThat(problem.toString()).doesNotContain("4711");
        return problem;
    }

    private boolean advanced(Duration by, CompletableFuture<?> until) {
        if (!until.isDone()) {
            time.advance(by);
        }
        return until.isDone();
    }
}
