package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import earshot.asr.FunAsrDouble;
import earshot.audio.Speech;
import earshot.audio.Wav;
import earshot.device.ListenMachine;
import earshot.device.TurnFacts;
import earshot.device.TurnFacts.Outcome;
import earshot.doubles.FakeOpenAi;
import earshot.doubles.FakeOpenAi.Answer;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.provider.ProviderDouble;
import earshot.provider.ProviderDouble.Does;
import earshot.store.Home;
import earshot.time.SystemTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.java_websocket.WebSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every kind of failure of every provider, one after another, in one conversation of one device: real clients, real sockets, and fake
/// servers that speak the real protocols. After each failure the providers work again, and so does the next turn.
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProviderFaultsTest {
    private static final String SECRET = "sk-quite-secret-4711";
    private static final Speech SENTENCE = new Speech(Arrays.copyOf(Wav.read(Path.of("assets/speech/sentence.wav")).pcm(), 32_000), 16_000);
    private static final String GOOD = "good morning";
    private static final String STAND_IN = "what time is it";
    private static final String APOLOGY = "Sorry, that did not work. Please try again.";
    private static final byte[] NOTHING = {};
    private static final byte[] TONE = Wav.bytes(new Speech(tone(24_000), 24_000));

    private final SystemTime time = new SystemTime();
    private final FakeOpenAi model = new FakeOpenAi();
    private final ProviderDouble ear = new ProviderDouble();
    private final ProviderDouble mouth = new ProviderDouble();
    private final FunManner funManner = new FunManner();
    private final FunAsrDouble fun = new FunAsrDouble(funManner);
    private final CountDownLatch never = new CountDownLatch(1);
    private final Board board = new Board();
    private Engine engine;
    private int sentences;
    private long spokeAt;

    /// @param breaks makes the provider fail
    /// @param told the problem that users see
    private record Case(String name, Runnable breaks, Code told) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        Map<String, Object> fixed = Map.of("server.ip", "127.0.0.1", "server.port", 0, "server.http_port", 0);
        engine = Engine.start(new EngineOptions(new Home(directory), Optional.empty(), fixed, time, new QuickSpeech(STAND_IN, Duration.ofMillis(150))));
        set("LLM.big.type", "openai", "LLM.big.base_url", model.address(), "LLM.big.api_key", SECRET, "LLM.big.model_name", "big-2", "LLM.big.timeout", 2,
            "selected_module.LLM", "big");
        set("ASR.Whisper.type", "openai", "ASR.Whisper.base_url", ear.url(), "ASR.Whisper.api_key", SECRET, "ASR.Whisper.timeout", 2,
            "ASR.Fun.type", "fun_server", "ASR.Fun.host", "ws://127.0.0.1:" + fun.port(), "ASR.Fun.api_key", SECRET, "ASR.Fun.timeout", 2, "selected_module.ASR", "Whisper");
        set("TTS.Nova.type", "openai", "TTS.Nova.base_url", mouth.url(), "TTS.Nova.api_key", SECRET, "TTS.Nova.timeout", 2, "selected_module.TTS", "Nova");
        board.connect(time, engine.model().state().get().port(), "aa:bb:cc:00:03:01");
    }

    @AfterAll
    void stop() {
        never.countDown();
        board.drop();
        engine.stop();
        model.close();
        ear.close();
        mouth.close();
        fun.close();
    }

    @BeforeEach
    void everythingWorks() {
        model.answers(Answer.says("Sentence " + ++sentences + "."));
        ear.does(Does.json(200, "{\"text\":\"" + GOOD + "\"}"));
        mouth.does(sound(TONE));
        funManner.says = (to, _) -> to.send(FunAsrDouble.says("offline", GOOD, true));
    }

    // --- language model ---

    Stream<Case> modelFaults() {
        return Stream.of(
            new Case("refused", () -> set("LLM.big.base_url", "http://127.0.0.1:" + nobody() + "/v1"), Code.LLM_REFUSED),
            new Case("hung before the answer", () -> model.answers(Answer.stream().until(never)), Code.LLM_HUNG),
            new Case("hung in the answer", () -> model.answers(Answer.stream().text("One").until(never)), Code.LLM_HUNG),
            new Case("401", () -> model.answers(Answer.status(401, "{\"error\":{\"message\":\"bad key " + SECRET + "\"}}")), Code.LLM_KEY_REFUSED),
            new Case("429", () -> model.answers(Answer.status(429, "{\"error\":{\"message\":\"no more today\"}}").header("Retry-After", "3600")), Code.LLM_LIMITED),
            new Case("500", () -> model.answers(Answer.status(500, "oops")), Code.LLM_FAILED),
            new Case("cut in mid-stream", () -> model.answers(Answer.stream().text("One. Two").cut()), Code.LLM_CUT),
            new Case("malformed JSON", () -> model.answers(Answer.stream().data("{\"choices\":[{").done()), Code.LLM_MALFORMED),
            new Case("empty answer", () -> model.answers(Answer.stream().finish("stop").done()), Code.LLM_EMPTY),
            new Case("nothing at all", () -> model.answers(Answer.status(200, "")), Code.LLM_EMPTY));
    }

    @ParameterizedTest
    @MethodSource("modelFaults")
    void aModelThatFailsIsApologisedFor(Case fault) {
        fault.breaks.run();
        TurnFacts turn = types();
        assertThat(turn.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(turn.answered()).endsWith(APOLOGY);
        told(fault.told);
        inOrder("stt hello");
        assertThat(board.story()).contains("tts sentence_start " + APOLOGY, "sound", "llm sad");
        everythingWorks();
        set("LLM.big.base_url", model.address());
        assertThat(types().answered()).isEqualTo("Sentence " + sentences + ".");
        allIsWell();
    }

    // --- recogniser over HTTP ---

    Stream<Case> recogniserFaults() {
        return Stream.of(
            new Case("refused", () -> set("ASR.Whisper.base_url", "http://127.0.0.1:" + nobody() + "/v1"), Code.SERVICE_UNREACHABLE),
            new Case("hung before the answer", () -> ear.does(new Does.Hangs("", NOTHING)), Code.SERVICE_HUNG),
            new Case("hung in the answer", () -> ear.does(new Does.Hangs("application/json", "{\"te".getBytes(StandardCharsets.UTF_8))), Code.SERVICE_HUNG),
            new Case("401", () -> ear.does(Does.json(401, "{\"error\":{\"message\":\"bad key " + SECRET + "\"}}")), Code.SERVICE_KEY_REFUSED),
            new Case("429", () -> ear.does(later("3600")), Code.SERVICE_LIMITED),
            new Case("500", () -> ear.does(Does.json(500, "oops")), Code.SERVICE_FAILED),
            new Case("wrong sample rate", () -> ear.does(Does.json(400, "{\"error\":{\"message\":\"only 8000 Hz\"}}")), Code.SERVICE_FAILED),
            new Case("cut in mid-stream", () -> ear.does(new Does.Cuts("application/json", "{\"text\":\"go".getBytes(StandardCharsets.UTF_8))), Code.SERVICE_CUT),
            new Case("malformed JSON", () -> ear.does(Does.json(200, "{\"text\":")), Code.SERVICE_MALFORMED),
            new Case("no text", () -> ear.does(Does.json(200, "{\"words\":[]}")), Code.SERVICE_MALFORMED),
            new Case("empty answer", () -> ear.does(Does.json(200, "")), Code.SERVICE_EMPTY));
    }

    @ParameterizedTest
    @MethodSource("recogniserFaults")
    void aRecogniserThatFailsIsReplacedByTheOneInside(Case fault) {
        fault.breaks.run();
        TurnFacts turn = speaks();
        assertThat(turn.heard()).isEqualTo(STAND_IN);
        assertThat(turn.outcome()).isEqualTo(Outcome.DONE);
        told(fault.told, Code.SERVICE_REPLACED);
        inOrder("stt " + STAND_IN);
        everythingWorks();
        set("ASR.Whisper.base_url", ear.url());
        assertThat(speaks().heard()).isEqualTo(GOOD);
        allIsWell();
    }

    Stream<Case> fewRecogniserFaults() {
        return few(recogniserFaults());
    }

    @ParameterizedTest
    @MethodSource("fewRecogniserFaults")
    void aRecogniserThatNobodyReplacesIsApologisedFor(Case fault) {
        set("ASR.Whisper.stand_in", false);
        fault.breaks.run();
        TurnFacts turn = speaks();
        assertThat(turn.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(turn.answered()).isEqualTo(APOLOGY);
        told(fault.told);
        inOrder("llm sad");
        everythingWorks();
        set("ASR.Whisper.base_url", ear.url(), "ASR.Whisper.stand_in", true);
        assertThat(speaks().heard()).isEqualTo(GOOD);
        allIsWell();
    }

    // --- recogniser over WebSocket ---

    Stream<Case> streamingFaults() {
        return Stream.of(
            new Case("refused", () -> set("ASR.Fun.host", "ws://127.0.0.1:" + nobody()), Code.SERVICE_UNREACHABLE),
            new Case("hung", () -> funManner.says = (_, _) -> {}, Code.SERVICE_HUNG),
            new Case("hung before the handshake", () -> handshake(new Does.Hangs("", NOTHING)), Code.SERVICE_HUNG),
            new Case("401", () -> handshake(Does.json(401, "{}")), Code.SERVICE_KEY_REFUSED),
            new Case("429", () -> handshake(later("3600")), Code.SERVICE_LIMITED),
            new Case("500", () -> handshake(Does.json(500, "oops")), Code.SERVICE_FAILED),
            new Case("no WebSocket there", () -> handshake(Does.text("hello")), Code.SERVICE_FAILED),
            new Case("closed in place of an answer", () -> funManner.says = (to, _) -> to.close(1011, "out of memory"), Code.SERVICE_CUT),
            new Case("cut in place of an answer", () -> funManner.says = (to, _) -> to.closeConnection(1006, "gone"), Code.SERVICE_CUT),
            new Case("malformed JSON", () -> funManner.says = (to, _) -> to.send("{\"mode\":"), Code.SERVICE_MALFORMED),
            new Case("wrong sample rate", () -> funManner.says = (to, _) -> to.send("{\"error\":\"audio_fs 16000 is not supported\"}"), Code.SERVICE_MALFORMED));
    }

    @ParameterizedTest
    @MethodSource("streamingFaults")
    void aStreamingRecogniserThatFailsIsReplacedByTheOneInside(Case fault) {
        set("selected_module.ASR", "Fun");
        fault.breaks.run();
        TurnFacts turn = speaks();
        assertThat(turn.heard()).isEqualTo(STAND_IN);
        assertThat(turn.outcome()).isEqualTo(Outcome.DONE);
        told(fault.told, Code.SERVICE_REPLACED);
        inOrder("stt " + STAND_IN);
        everythingWorks();
        set("ASR.Fun.host", "ws://127.0.0.1:" + fun.port());
        assertThat(speaks().heard()).isEqualTo(GOOD);
        allIsWell();
        set("selected_module.ASR", "Whisper");
    }

    @Test
    void nothingUnderstoodIsNoFault() {
        set("selected_module.ASR", "Fun");
        funManner.says = (to, _) -> to.send(FunAsrDouble.says("offline", "", true));
        board.forgets();
        int before = speak();
        assertThat(over(before).outcome()).isEqualTo(Outcome.NOTHING_HEARD);
        allIsWell();
        set("selected_module.ASR", "Whisper");
    }

    @Test
    void whoChoosesAnotherRecogniserIsRidOfTheTroubleWithTheFirst() {
        ear.does(Does.json(401, "{}"));
        speaks();
        told(Code.SERVICE_KEY_REFUSED, Code.SERVICE_REPLACED);
        set("selected_module.ASR", "Fun");
        assertThat(speaks().heard()).isEqualTo(GOOD);
        allIsWell();
        set("selected_module.ASR", "Whisper");
    }

    // --- voice ---

    Stream<Case> voiceFaults() {
        return Stream.of(
            new Case("refused", () -> set("TTS.Nova.base_url", "http://127.0.0.1:" + nobody() + "/v1"), Code.SERVICE_UNREACHABLE),
            new Case("hung before the answer", () -> mouth.does(new Does.Hangs("", NOTHING)), Code.SERVICE_HUNG),
            new Case("hung before the sound", () -> mouth.does(new Does.Hangs("audio/wav", Arrays.copyOf(TONE, 20))), Code.SERVICE_HUNG),
            new Case("401", () -> mouth.does(Does.json(401, "{\"error\":{\"message\":\"bad key " + SECRET + "\"}}")), Code.SERVICE_KEY_REFUSED),
            new Case("429", () -> mouth.does(later("3600")), Code.SERVICE_LIMITED),
            new Case("500", () -> mouth.does(Does.json(500, "oops")), Code.SERVICE_FAILED),
            new Case("cut before the sound", () -> mouth.does(new Does.Cuts("audio/wav", Arrays.copyOf(TONE, 30))), Code.SERVICE_CUT),
            new Case("JSON in place of sound", () -> mouth.does(Does.json(200, "{\"audio\":")), Code.SERVICE_MALFORMED),
            new Case("noise in place of sound", () -> mouth.does(sound("RIFFxxxxWAVEfmt nonsense nonsense data".getBytes(StandardCharsets.UTF_8))), Code.SERVICE_MALFORMED),
            new Case("empty answer", () -> mouth.does(sound(NOTHING)), Code.SERVICE_EMPTY),
            new Case("a rate that is none", () -> mouth.does(sound(rated(500))), Code.SERVICE_MALFORMED),
            new Case("bare samples of a rate that is none", () -> mouth.does(new Does.Answers(200, "audio/pcm;rate=999999", new byte[9_600], Map.of())), Code.SERVICE_MALFORMED));
    }

    @ParameterizedTest
    @MethodSource("voiceFaults")
    void aVoiceThatFailsIsReplacedByTheOneInside(Case fault) {
        fault.breaks.run();
        TurnFacts turn = types();
        assertThat(turn.outcome()).isEqualTo(Outcome.DONE);
        told(fault.told, Code.SERVICE_REPLACED);
        inOrder("stt hello");
        assertThat(board.story()).contains("tts sentence_start Sentence " + sentences + ".", "sound");
        voiceWorksAgain();
    }

    Stream<Case> fewVoiceFaults() {
        return few(voiceFaults());
    }

    @ParameterizedTest
    @MethodSource("fewVoiceFaults")
    void aVoiceThatNobodyReplacesIsShownWhatItDoesNotSay(Case fault) {
        set("TTS.Nova.stand_in", false);
        fault.breaks.run();
        TurnFacts turn = types();
        assertThat(turn.outcome()).isEqualTo(Outcome.FAILED);
        told(fault.told);
        inOrder("stt hello");
        assertThat(board.story()).contains("tts sentence_start " + APOLOGY).doesNotContain("sound");
        set("TTS.Nova.stand_in", true);
        voiceWorksAgain();
    }

    @ParameterizedTest
    @MethodSource("soundFaults")
    void aVoiceThatBreaksOffInASentenceIsToldAndTheNextSentenceIsSpoken(Case fault) {
        fault.breaks.run();
        TurnFacts turn = types();
        assertThat(turn.outcome()).isEqualTo(Outcome.DONE);
        told(fault.told, Code.SERVICE_REPLACED);
        inOrder("stt hello");
        assertThat(board.story()).contains("sound");
        voiceWorksAgain();
    }

    Stream<Case> soundFaults() {
        return Stream.of(
            new Case("cut in the sound", () -> mouth.does(new Does.Cuts("audio/wav", TONE)), Code.SERVICE_CUT),
            new Case("hung in the sound", () -> mouth.does(new Does.Hangs("audio/wav", TONE)), Code.SERVICE_HUNG));
    }

    @Test
    void everyUsualRateIsHeardAtTheRateOfTheDevice() {
        for (int rate : new int[] {8_000, 16_000, 22_050, 44_100, 48_000}) {
            model.answers(Answer.says("Sentence " + ++sentences + "."));
            mouth.does(sound(rated(rate)));
            assertThat(types().outcome()).isEqualTo(Outcome.DONE);
            assertThat(engine.model().turns().get().getFirst().spoken().orElseThrow()).satisfies(spoken -> {
                assertThat(spoken.rate()).isEqualTo(24_000);
                assertThat(spoken.duration()).isBetween(Duration.ofMillis(150), Duration.ofMillis(240));
            });
        }
        allIsWell();
    }

    @Test
    void whoAsksForAMomentIsGivenIt() {
        model.answers(Answer.status(429, "{}").header("Retry-After", "1"), Answer.says("Sentence " + ++sentences + "."));
        mouth.does(later("1"), sound(TONE));
        ear.does(later("1"), Does.json(200, "{\"text\":\"" + GOOD + "\"}"));
        TurnFacts turn = speaks();
        assertThat(turn.heard()).isEqualTo(GOOD);
        assertThat(turn.answered()).isEqualTo("Sentence " + sentences + ".");
        allIsWell();
    }

    Stream<Case> silences() {
        return Stream.of(
            new Case("model", () -> model.answers(Answer.stream().until(never)), Code.LLM_HUNG),
            new Case("recogniser", () -> ear.does(new Does.Hangs("", NOTHING)), Code.SERVICE_HUNG),
            new Case("streaming recogniser", () -> {
                set("selected_module.ASR", "Fun");
                funManner.says = (_, _) -> {};
            }, Code.SERVICE_HUNG),
            new Case("voice", () -> mouth.does(new Does.Hangs("", NOTHING)), Code.SERVICE_HUNG));
    }

    @ParameterizedTest
    @MethodSource("silences")
    void theButtonNeedNotWaitForWhatHangs(Case silence) {
        set("LLM.big.timeout", 60, "ASR.Whisper.timeout", 60, "ASR.Fun.timeout", 60, "TTS.Nova.timeout", 60);
        silence.breaks.run();
        int asked = model.asked().size() + ear.asked.size() + fun.begun.size() + mouth.asked.size();
        board.forgets();
        int before = speak();
        soon().until(() -> model.asked().size() + ear.asked.size() + fun.begun.size() + mouth.asked.size() > asked);
        board.says("{\"type\":\"abort\"}");
        assertThat(over(before).outcome()).isEqualTo(Outcome.INTERRUPTED);
        board.hears("tts stop");
        everythingWorks();
        assertThat(speaks().heard()).isEqualTo(GOOD);
        allIsWell();
        set("selected_module.ASR", "Whisper", "LLM.big.timeout", 2, "ASR.Whisper.timeout", 2, "ASR.Fun.timeout", 2, "TTS.Nova.timeout", 2);
    }

    // --- helpers ---

    private void voiceWorksAgain() {
        everythingWorks();
        set("TTS.Nova.base_url", mouth.url());
        assertThat(types().outcome()).isEqualTo(Outcome.DONE);
        assertThat(board.story()).contains("tts sentence_start Sentence " + sentences + ".", "sound");
        allIsWell();
    }

    private TurnFacts types() {
        board.forgets();
        int before = engine.model().turns().get().size();
        board.types("hello");
        return toTheEnd(before);
    }

    private TurnFacts speaks() {
        board.forgets();
        return toTheEnd(speak());
    }

    private int speak() {
        int before = engine.model().turns().get().size();
        // an earlier press would be ignored by the debouncing of the button
        soon().until(() -> time.nanos() - spokeAt > ListenMachine.DEBOUNCE.toNanos());
        board.listens("start", "manual");
        board.speaks(SENTENCE);
        board.listens("stop", "manual");
        spokeAt = time.nanos();
        return before;
    }

    private TurnFacts toTheEnd(int before) {
        TurnFacts turn = over(before);
        board.hears("tts stop");
        return turn;
    }

    private TurnFacts over(int before) {
        soon().until(() -> engine.model().turns().get().size() == before + 1);
        return engine.model().turns().get().getFirst().facts();
    }

    /// The order that devices rely on: recognised text, emotion, then one `tts start` and one `tts stop` with all audio between.
    private void inOrder(String first) {
        List<String> story = board.story();
        assertThat(story).startsWith(first).endsWith("tts stop");
        assertThat(story).filteredOn("tts start"::equals).hasSize(1);
        assertThat(story).filteredOn("tts stop"::equals).hasSize(1);
        assertThat(story.subList(0, story.indexOf("tts start"))).noneMatch(text -> text.startsWith("tts") || text.equals("sound"));
        assertThat(story.subList(story.indexOf("tts start"), story.size())).noneMatch(text -> text.startsWith("stt"));
    }

    /// Asserts that these problems are open, each with what, why and what to do, and without secrets.
    private void told(Code... codes) {
        soon().untilAsserted(() -> assertThat(open()).extracting(Problem::code).containsExactlyInAnyOrder(codes));
        for (Problem problem : open()) {
            for (Locale language : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
                assertThat(List.of(problem.what(language), problem.why(language), problem.remedy(language))).noneMatch(String::isBlank);
            }
        }
        assertThat(open().toString()).doesNotContain(SECRET);
    }

    private void allIsWell() {
        soon().untilAsserted(() -> assertThat(open()).isEmpty());
    }

    /// The open problems of providers, and unexpected ones.
    private List<Problem> open() {
        return engine.model().problems().get().stream().filter(ProblemEntry::open).map(ProblemEntry::problem)
            .filter(problem -> problem.code().name().matches("(SERVICE|LLM)_.*|UNEXPECTED|(RECOGNISER|VOICE)_FAILED|COMPUTE_BUSY")).toList();
    }

    private void set(Object... pairs) {
        Map<String, Object> values = new java.util.LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put((String) pairs[i], pairs[i + 1]);
        }
        assertThat(engine.send(new Command.ApplySettings(values)).outcome().join()).isInstanceOf(Operation.Outcome.Done.class);
    }

    private void handshake(Does answer) {
        ear.does(answer);
        set("ASR.Fun.host", ear.url().replace("http", "ws"));
    }

    /// One failure of each kind: no answer, a refusal, an empty answer.
    private static Stream<Case> few(Stream<Case> all) {
        return all.filter(fault -> List.of("refused", "401", "empty answer").contains(fault.name));
    }

    private static ConditionFactory soon() {
        return await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofMinutes(1));
    }

    private static Does later(String seconds) {
        return new Does.Answers(429, "application/json", "{\"error\":{\"message\":\"slower\"}}".getBytes(StandardCharsets.UTF_8), Map.of("Retry-After", seconds));
    }

    private static Does sound(byte[] bytes) {
        return new Does.Answers(200, "audio/wav", bytes, Map.of());
    }

    private static byte[] rated(int rate) {
        return Wav.bytes(new Speech(tone(rate), rate));
    }

    /// Short, because the test lasts as long as all audio in it.
    private static short[] tone(int rate) {
        short[] pcm = new short[rate * 15 / 100];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (9_000 * Math.sin(i * 0.1));
        }
        return pcm;
    }

    private static int nobody() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static final class FunManner implements FunAsrDouble.Manner {
        private volatile FunAsrDouble.Manner says = (_, _) -> {};

        @Override
        public void ended(WebSocket to, int bytes) {
            says.ended(to, bytes);
        }
    }
}
