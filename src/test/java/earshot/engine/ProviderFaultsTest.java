package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.asr.FunAsrServerFake;
import earshot.audio.PcmAudio;
import earshot.audio.WavFile;
import earshot.device.ListenStateMachine;
import earshot.doubles.OpenAiServerFake;
import earshot.doubles.OpenAiServerFake.Answer;
import earshot.fault.Fault;
import earshot.fault.FaultKind;
import earshot.fault.FaultSide;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.remote.ProviderServerFake;
import earshot.remote.ProviderServerFake.Behavior;
import earshot.turn.TurnFacts;
import earshot.turn.TurnFacts.Outcome;
import org.awaitility.core.ConditionFactory;
import org.java_websocket.WebSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every kind of failure of every provider, one after another, in one conversation of one device: real clients, real sockets, and fake
/// servers that speak the real protocols. After each failure the providers work again, and so does the next turn.
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProviderFaultsTest {
    private static final String SECRET = "sk-quite-secret-4711";
    private static final PcmAudio SENTENCE = new PcmAudio(Arrays.copyOf(WavFile.read(Path.of("assets/speech/sentence.wav")).pcm(), 32_000), 16_000);
    private static final DeviceId BOARD = new DeviceId("aa:bb:cc:00:03:01");
    private static final String GOOD = "good morning";
    /// In seconds.
    private static final int LIMIT = 60;
    private static final String FALLBACK_TEXT = "what time is it";
    private static final Set<ProblemCode> LASTING = Set.of(ProblemCode.PROVIDER_REFUSED, ProblemCode.PROVIDER_KEY_REFUSED, ProblemCode.PROVIDER_DECLINED,
        ProblemCode.PROVIDER_MALFORMED);
    private static final byte[] NOTHING = {};
    private static final byte[] TONE = WavFile.bytes(new PcmAudio(tone(24_000), 24_000));

    private final EngineExtension engine = new EngineExtension();
    private final OpenAiServerFake model = new OpenAiServerFake();
    private final ProviderServerFake recognizerServer = new ProviderServerFake();
    private final ProviderServerFake voiceServer = new ProviderServerFake();
    private final FunAsrScript funAsrScript = new FunAsrScript();
    private final FunAsrServerFake fun = new FunAsrServerFake(funAsrScript);
    private final CountDownLatch never = new CountDownLatch(1);
    private final SocketDeviceFake socketDeviceFake = new SocketDeviceFake();
    private int sentences;
    private long spokeAt;

    /// @param breakProvider makes the provider fail
    /// @param assertRaised the problem that users see
    private record Case(String name, Runnable breakProvider, ProblemCode problem) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    void start() throws Exception {
        engine.start(Map.of(), new SpeechFactoryFake(FALLBACK_TEXT, Duration.ofMillis(150)));
        set("LLM.big.type", "openai", "LLM.big.base_url", model.address(), "LLM.big.api_key", SECRET, "LLM.big.model_name", "big-2", "LLM.big.timeout", LIMIT,
            "selected_module.LLM", "big");
        set("ASR.Whisper.type", "openai", "ASR.Whisper.base_url", recognizerServer.url(), "ASR.Whisper.api_key", SECRET, "ASR.Whisper.timeout", LIMIT,
            "ASR.Fun.type", "fun_server", "ASR.Fun.host", "ws://127.0.0.1:" + fun.port(), "ASR.Fun.api_key", SECRET, "ASR.Fun.timeout", LIMIT,
            "selected_module.ASR", "Whisper");
        set("TTS.Nova.type", "openai", "TTS.Nova.base_url", voiceServer.url(), "TTS.Nova.api_key", SECRET, "TTS.Nova.timeout", LIMIT, "selected_module.TTS",
            "Nova");
        socketDeviceFake.connect(engine.time, engine.port(), BOARD.value());
    }

    @AfterAll
    void stop() throws Exception {
        never.countDown();
        socketDeviceFake.drop();
        engine.close();
        model.close();
        recognizerServer.close();
        voiceServer.close();
        fun.close();
    }

    @BeforeEach
    void everythingWorks() {
        model.answers(Answer.says("Sentence " + ++sentences + "."));
        recognizerServer.answersWith(Behavior.json(200, "{\"text\":\"" + GOOD + "\"}"));
        voiceServer.answersWith(sound(TONE));
        funAsrScript.says = (to, _) -> to.send(FunAsrServerFake.says("offline", GOOD, true));
    }

    // --- language model ---

    Stream<Case> modelFaults() {
        return Stream.of(
            new Case("refused", () -> set("LLM.big.base_url", "http://127.0.0.1:" + nobody() + "/v1"), ProblemCode.PROVIDER_REFUSED),
            new Case("hung before the answer", () -> model.answers(Answer.stream().until(never)), ProblemCode.PROVIDER_TIMEOUT),
            new Case("hung in the answer", () -> model.answers(Answer.stream().text("One").until(never)), ProblemCode.PROVIDER_TIMEOUT),
            new Case("401", () -> model.answers(Answer.status(401, "{\"error\":{\"message\":\"bad key " + SECRET + "\"}}")), ProblemCode.PROVIDER_KEY_REFUSED),
            new Case("429", () -> model.answers(Answer.status(429, "{\"error\":{\"message\":\"no more today\"}}").header("Retry-After", "3600")),
                ProblemCode.PROVIDER_LIMITED),
            new Case("500", () -> model.answers(Answer.status(500, "oops")), ProblemCode.PROVIDER_FAILED),
            new Case("cut in mid-stream", () -> model.answers(Answer.stream().text("One. Two").cut()), ProblemCode.PROVIDER_CUT),
            new Case("malformed JSON", () -> model.answers(Answer.stream().data("{\"choices\":[{").done()), ProblemCode.PROVIDER_MALFORMED),
            new Case("empty answer", () -> model.answers(Answer.stream().finish("stop").done()), ProblemCode.PROVIDER_EMPTY),
            new Case("nothing at all", () -> model.answers(Answer.status(200, "")), ProblemCode.PROVIDER_EMPTY));
    }

    private static String apology(ProblemCode failure) {
        return LASTING.contains(failure) ? "Sorry, I cannot answer at the moment. Somebody has to look at my settings."
            : "Sorry, that did not work. Please try again.";
    }

    @ParameterizedTest
    @MethodSource("modelFaults")
    void aModelThatFailsIsApologizedFor(Case fault) {
        breaks(fault, "LLM.big");
        TurnFacts turn = typeText();
        assertThat(turn.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(turn.answer().text()).endsWith(apology(fault.problem));
        assertRaised(fault.problem);
        assertMessageOrder("stt hello");
        assertThat(socketDeviceFake.awaitTurn()).contains("tts sentence_start " + apology(fault.problem), "sound", "llm sad");
        everythingWorks();
        set("LLM.big.base_url", model.address(), "LLM.big.timeout", LIMIT);
        assertThat(typeText().answer().text()).isEqualTo("Sentence " + sentences + ".");
        assertNoProblems();
    }

    // --- recognizer over HTTP ---

    Stream<Case> recognizerFaults() {
        return Stream.of(
            new Case("refused", () -> set("ASR.Whisper.base_url", "http://127.0.0.1:" + nobody() + "/v1"), ProblemCode.PROVIDER_REFUSED),
            new Case("hung before the answer", () -> recognizerServer.answersWith(new Behavior.Hangs("", NOTHING)), ProblemCode.PROVIDER_TIMEOUT),
            new Case("hung in the answer", () -> recognizerServer.answersWith(new Behavior.Hangs("application/json", "{\"te".getBytes(StandardCharsets.UTF_8))),
                ProblemCode.PROVIDER_TIMEOUT),
            new Case("401", () -> recognizerServer.answersWith(Behavior.json(401, "{\"error\":{\"message\":\"bad key " + SECRET + "\"}}")),
                ProblemCode.PROVIDER_KEY_REFUSED),
            new Case("429", () -> recognizerServer.answersWith(later("3600")), ProblemCode.PROVIDER_LIMITED),
            new Case("500", () -> recognizerServer.answersWith(Behavior.json(500, "oops")), ProblemCode.PROVIDER_FAILED),
            new Case("wrong sample rate", () -> recognizerServer.answersWith(Behavior.json(400, "{\"error\":{\"message\":\"only 8000 Hz\"}}")),
                ProblemCode.PROVIDER_DECLINED),
            new Case("cut in mid-stream",
                () -> recognizerServer.answersWith(new Behavior.Cuts("application/json", "{\"text\":\"go".getBytes(StandardCharsets.UTF_8))),
                ProblemCode.PROVIDER_CUT),
            new Case("malformed JSON", () -> recognizerServer.answersWith(Behavior.json(200, "{\"text\":")), ProblemCode.PROVIDER_MALFORMED),
            new Case("no text", () -> recognizerServer.answersWith(Behavior.json(200, "{\"words\":[]}")), ProblemCode.PROVIDER_MALFORMED),
            new Case("empty answer", () -> recognizerServer.answersWith(Behavior.json(200, "")), ProblemCode.PROVIDER_EMPTY));
    }

    @ParameterizedTest
    @MethodSource("recognizerFaults")
    void aRecognizerThatFailsIsReplacedByTheOneInside(Case fault) {
        breaks(fault, "ASR.Whisper");
        TurnFacts turn = speaks();
        assertThat(turn.transcript().text()).isEqualTo(FALLBACK_TEXT);
        assertThat(turn.outcome()).isEqualTo(Outcome.DONE);
        assertRaised(fault.problem, ProblemCode.PROVIDER_FALLBACK);
        assertMessageOrder("stt " + FALLBACK_TEXT);
        everythingWorks();
        set("ASR.Whisper.base_url", recognizerServer.url(), "ASR.Whisper.timeout", LIMIT);
        assertThat(speaks().transcript().text()).isEqualTo(GOOD);
        assertNoProblems();
    }

    Stream<Case> fewRecognizerFaults() {
        return few(recognizerFaults());
    }

    @ParameterizedTest
    @MethodSource("fewRecognizerFaults")
    void aRecognizerThatNobodyReplacesIsApologizedFor(Case fault) {
        set("ASR.Whisper.stand_in", false);
        breaks(fault, "ASR.Whisper");
        TurnFacts turn = speaks();
        assertThat(turn.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(turn.answer().text()).isEqualTo(apology(fault.problem));
        assertRaised(fault.problem);
        assertMessageOrder("llm sad");
        everythingWorks();
        set("ASR.Whisper.base_url", recognizerServer.url(), "ASR.Whisper.stand_in", true);
        assertThat(speaks().transcript().text()).isEqualTo(GOOD);
        assertNoProblems();
    }

    // --- recognizer over WebSocket ---

    Stream<Case> streamingFaults() {
        return Stream.of(
            new Case("refused", () -> set("ASR.Fun.host", "ws://127.0.0.1:" + nobody()), ProblemCode.PROVIDER_REFUSED),
            new Case("hung", () -> funAsrScript.says = (_, _) -> {}, ProblemCode.PROVIDER_TIMEOUT),
            new Case("hung before the handshake", () -> handshake(new Behavior.Hangs("", NOTHING)), ProblemCode.PROVIDER_TIMEOUT),
            new Case("401", () -> handshake(Behavior.json(401, "{}")), ProblemCode.PROVIDER_KEY_REFUSED),
            new Case("429", () -> handshake(later("3600")), ProblemCode.PROVIDER_LIMITED),
            new Case("500", () -> handshake(Behavior.json(500, "oops")), ProblemCode.PROVIDER_FAILED),
            new Case("no WebSocket there", () -> handshake(Behavior.text("hello")), ProblemCode.PROVIDER_FAILED),
            new Case("closed in place of an answer", () -> funAsrScript.says = (to, _) -> to.close(1011, "out of memory"), ProblemCode.PROVIDER_CUT),
            new Case("cut in place of an answer", () -> funAsrScript.says = (to, _) -> to.closeConnection(1006, "gone"), ProblemCode.PROVIDER_CUT),
            new Case("malformed JSON", () -> funAsrScript.says = (to, _) -> to.send("{\"mode\":"), ProblemCode.PROVIDER_MALFORMED),
            new Case("wrong sample rate", () -> funAsrScript.says = (to, _) -> to.send("{\"error\":\"audio_fs 16000 is not supported\"}"),
                ProblemCode.PROVIDER_MALFORMED));
    }

    @ParameterizedTest
    @MethodSource("streamingFaults")
    void aStreamingRecognizerThatFailsIsReplacedByTheOneInside(Case fault) {
        set("selected_module.ASR", "Fun");
        breaks(fault, "ASR.Fun");
        TurnFacts turn = speaks();
        assertThat(turn.transcript().text()).isEqualTo(FALLBACK_TEXT);
        assertThat(turn.outcome()).isEqualTo(Outcome.DONE);
        assertRaised(fault.problem, ProblemCode.PROVIDER_FALLBACK);
        assertMessageOrder("stt " + FALLBACK_TEXT);
        everythingWorks();
        set("ASR.Fun.host", "ws://127.0.0.1:" + fun.port(), "ASR.Fun.timeout", LIMIT);
        assertThat(speaks().transcript().text()).isEqualTo(GOOD);
        assertNoProblems();
        set("selected_module.ASR", "Whisper");
    }

    @Test
    void nothingUnderstoodIsNoFault() {
        set("selected_module.ASR", "Fun");
        funAsrScript.says = (to, _) -> to.send(FunAsrServerFake.says("offline", "", true));
        socketDeviceFake.clearReceived();
        int before = speak();
        assertThat(over(before).outcome()).isEqualTo(Outcome.NOTHING_HEARD);
        assertNoProblems();
        set("selected_module.ASR", "Whisper");
    }

    @Test
    void whoChoosesAnotherRecognizerIsRidOfTheTroubleWithTheFirst() {
        recognizerServer.answersWith(Behavior.json(401, "{}"));
        speaks();
        assertRaised(ProblemCode.PROVIDER_KEY_REFUSED, ProblemCode.PROVIDER_FALLBACK);
        set("selected_module.ASR", "Fun");
        assertThat(speaks().transcript().text()).isEqualTo(GOOD);
        assertNoProblems();
        set("selected_module.ASR", "Whisper");
    }

    // --- voice ---

    Stream<Case> voiceFaults() {
        return Stream.of(
            new Case("refused", () -> set("TTS.Nova.base_url", "http://127.0.0.1:" + nobody() + "/v1"), ProblemCode.PROVIDER_REFUSED),
            new Case("hung before the answer", () -> voiceServer.answersWith(new Behavior.Hangs("", NOTHING)), ProblemCode.PROVIDER_TIMEOUT),
            new Case("hung before the sound", () -> voiceServer.answersWith(new Behavior.Hangs("audio/wav", Arrays.copyOf(TONE, 20))),
                ProblemCode.PROVIDER_TIMEOUT),
            new Case("401", () -> voiceServer.answersWith(Behavior.json(401, "{\"error\":{\"message\":\"bad key " + SECRET + "\"}}")),
                ProblemCode.PROVIDER_KEY_REFUSED),
            new Case("429", () -> voiceServer.answersWith(later("3600")), ProblemCode.PROVIDER_LIMITED),
            new Case("500", () -> voiceServer.answersWith(Behavior.json(500, "oops")), ProblemCode.PROVIDER_FAILED),
            new Case("cut before the sound", () -> voiceServer.answersWith(new Behavior.Cuts("audio/wav", Arrays.copyOf(TONE, 30))), ProblemCode.PROVIDER_CUT),
            new Case("JSON in place of sound", () -> voiceServer.answersWith(Behavior.json(200, "{\"audio\":")), ProblemCode.PROVIDER_MALFORMED),
            new Case("noise in place of sound", () -> voiceServer.answersWith(sound("RIFFxxxxWAVEfmt nonsense nonsense data".getBytes(StandardCharsets.UTF_8))),
                ProblemCode.PROVIDER_MALFORMED),
            new Case("empty answer", () -> voiceServer.answersWith(sound(NOTHING)), ProblemCode.PROVIDER_EMPTY),
            new Case("a rate that is none", () -> voiceServer.answersWith(sound(rated(500))), ProblemCode.PROVIDER_MALFORMED),
            new Case("bare samples of a rate that is none",
                () -> voiceServer.answersWith(new Behavior.Answers(200, "audio/pcm;rate=999999", new byte[9_600], Map.of())), ProblemCode.PROVIDER_MALFORMED));
    }

    @ParameterizedTest
    @MethodSource("voiceFaults")
    void aVoiceThatFailsIsReplacedByTheOneInside(Case fault) {
        breaks(fault, "TTS.Nova");
        TurnFacts turn = typeText();
        assertThat(turn.outcome()).isEqualTo(Outcome.DONE);
        assertRaised(fault.problem, ProblemCode.PROVIDER_FALLBACK);
        assertMessageOrder("stt hello");
        assertThat(socketDeviceFake.awaitTurn()).contains("tts sentence_start Sentence " + sentences + ".", "sound");
        voiceWorksAgain();
    }

    Stream<Case> fewVoiceFaults() {
        return few(voiceFaults());
    }

    @ParameterizedTest
    @MethodSource("fewVoiceFaults")
    void aVoiceThatNobodyReplacesIsShownWhatItDoesNotSay(Case fault) {
        set("TTS.Nova.stand_in", false);
        breaks(fault, "TTS.Nova");
        TurnFacts turn = typeText();
        assertThat(turn.outcome()).isEqualTo(Outcome.FAILED);
        assertRaised(fault.problem);
        assertMessageOrder("stt hello");
        assertThat(socketDeviceFake.awaitTurn()).contains("tts sentence_start " + apology(fault.problem)).doesNotContain("sound");
        set("TTS.Nova.stand_in", true);
        voiceWorksAgain();
    }

    @ParameterizedTest
    @MethodSource("soundFaults")
    void aVoiceThatBreaksOffInASentenceIsReportedAndTheNextSentenceIsSpoken(Case fault) {
        breaks(fault, "TTS.Nova");
        TurnFacts turn = typeText();
        assertThat(turn.outcome()).isEqualTo(Outcome.DONE);
        assertRaised(fault.problem, ProblemCode.PROVIDER_FALLBACK);
        assertMessageOrder("stt hello");
        assertThat(socketDeviceFake.awaitTurn()).contains("sound");
        voiceWorksAgain();
    }

    Stream<Case> soundFaults() {
        return Stream.of(
            new Case("cut in the sound", () -> voiceServer.answersWith(new Behavior.Cuts("audio/wav", TONE)), ProblemCode.PROVIDER_CUT),
            new Case("hung in the sound", () -> voiceServer.answersWith(new Behavior.Hangs("audio/wav", TONE)), ProblemCode.PROVIDER_TIMEOUT));
    }

    @Test
    void everyUsualRateIsHeardAtTheRateOfTheDevice() {
        for (int rate : new int[] {8_000, 16_000, 22_050, 44_100, 48_000}) {
            model.answers(Answer.says("Sentence " + ++sentences + "."));
            voiceServer.answersWith(sound(rated(rate)));
            assertThat(typeText().outcome()).isEqualTo(Outcome.DONE);
            assertThat(engine.model().turns().get().getFirst().answerAudio().orElseThrow()).satisfies(spoken -> {
                assertThat(spoken.rate()).isEqualTo(24_000);
                assertThat(spoken.duration()).isBetween(Duration.ofMillis(150), Duration.ofMillis(240));
            });
        }
        assertNoProblems();
    }

    @Test
    void whoAsksForAMomentIsGivenIt() {
        model.answers(Answer.status(429, "{}").header("Retry-After", "1"), Answer.says("Sentence " + ++sentences + "."));
        voiceServer.answersWith(later("1"), sound(TONE));
        recognizerServer.answersWith(later("1"), Behavior.json(200, "{\"text\":\"" + GOOD + "\"}"));
        TurnFacts turn = speaks();
        assertThat(turn.transcript().text()).isEqualTo(GOOD);
        assertThat(turn.answer().text()).isEqualTo("Sentence " + sentences + ".");
        assertNoProblems();
    }

    Stream<Case> silences() {
        return Stream.of(
            new Case("model", () -> model.answers(Answer.stream().until(never)), ProblemCode.PROVIDER_TIMEOUT),
            new Case("recogniser", () -> recognizerServer.answersWith(new Behavior.Hangs("", NOTHING)), ProblemCode.PROVIDER_TIMEOUT),
            new Case("streaming recogniser", () -> {
                set("selected_module.ASR", "Fun");
                funAsrScript.says = (_, _) -> {};
            }, ProblemCode.PROVIDER_TIMEOUT),
            new Case("voice", () -> voiceServer.answersWith(new Behavior.Hangs("", NOTHING)), ProblemCode.PROVIDER_TIMEOUT));
    }

    @ParameterizedTest
    @MethodSource("silences")
    void theButtonNeedNotWaitForWhatHangs(Case silence) {
        silence.breakProvider.run();
        int asked = model.requests().size() + recognizerServer.requests.size() + fun.begun.size() + voiceServer.requests.size();
        socketDeviceFake.clearReceived();
        int before = speak();
        soon().until(() -> model.requests().size() + recognizerServer.requests.size() + fun.begun.size() + voiceServer.requests.size() > asked);
        socketDeviceFake.send("{\"type\":\"abort\"}");
        assertThat(over(before).outcome()).isEqualTo(Outcome.INTERRUPTED);
        socketDeviceFake.awaitReceived("tts stop");
        everythingWorks();
        assertThat(speaks().transcript().text()).isEqualTo(GOOD);
        assertNoProblems();
        set("selected_module.ASR", "Whisper");
    }

    @ParameterizedTest
    @EnumSource(names = {"MODEL_FAILS", "RECOGNIZER_FAILS", "VOICE_FAILS"})
    @DisplayName("U52: what fails because somebody switched it on is apologized for as what fails by itself, and nobody is asked")
    void aFaultThatIsSwitchedOnIsHeardAsARealOne(FaultKind kind) {
        engine.done(new FaultCommand.SwitchOn(BOARD, FaultSide.SERVER, Fault.usual(kind)));
        int asked = model.requests().size();
        TurnFacts turn = kind == FaultKind.RECOGNIZER_FAILS ? speaks() : typeText();
        assertThat(turn.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(turn.answer().text()).endsWith(apology(ProblemCode.FAULT_ON));
        assertThat(turn.transcript().state()).isEqualTo(kind == FaultKind.RECOGNIZER_FAILS ? TurnFacts.Transcript.State.FAILED : TurnFacts.Transcript.State.KNOWN);
        assertThat(model.requests()).hasSize(kind == FaultKind.VOICE_FAILS ? asked + 1 : asked);
        List<String> story = socketDeviceFake.awaitTurn();
        assertThat(story).contains("tts sentence_start " + apology(ProblemCode.FAULT_ON), "llm sad");
        assertThat(story.contains("sound")).as("without a voice it is only shown").isEqualTo(kind != FaultKind.VOICE_FAILS);
        engine.done(new FaultCommand.SwitchAllOff());
        everythingWorks();
        assertThat(speaks().transcript().text()).isEqualTo(GOOD);
        assertNoProblems();
    }

    // --- helpers ---

    /// Only what hangs has a short limit: what works must not reach it on a busy machine.
    private void breaks(Case fault, String provider) {
        if (fault.problem == ProblemCode.PROVIDER_TIMEOUT) {
            set(provider + ".timeout", 2);
        }
        fault.breakProvider.run();
    }

    private void voiceWorksAgain() {
        everythingWorks();
        set("TTS.Nova.base_url", voiceServer.url(), "TTS.Nova.timeout", LIMIT);
        assertThat(typeText().outcome()).isEqualTo(Outcome.DONE);
        assertThat(socketDeviceFake.awaitTurn()).contains("tts sentence_start Sentence " + sentences + ".", "sound");
        assertNoProblems();
    }

    private TurnFacts typeText() {
        socketDeviceFake.clearReceived();
        int before = engine.model().turns().get().size();
        socketDeviceFake.sendTypedText("hello");
        return awaitTurnEnd(before);
    }

    private TurnFacts speaks() {
        socketDeviceFake.clearReceived();
        return awaitTurnEnd(speak());
    }

    private int speak() {
        int before = engine.model().turns().get().size();
        // an earlier press would be ignored by the debouncing of the button
        soon().until(() -> engine.time.nanos() - spokeAt > ListenStateMachine.DEBOUNCE.toNanos());
        socketDeviceFake.sendListen("start", "manual");
        socketDeviceFake.sendSpeech(SENTENCE);
        socketDeviceFake.sendListen("stop", "manual");
        spokeAt = engine.time.nanos();
        return before;
    }

    private TurnFacts awaitTurnEnd(int before) {
        TurnFacts turn = over(before);
        socketDeviceFake.awaitReceived("tts stop");
        return turn;
    }

    private TurnFacts over(int before) {
        soon().until(() -> engine.model().turns().get().size() == before + 1);
        return engine.model().turns().get().getFirst().facts();
    }

    /// The order that devices rely on: recognized text, emotion, then one `tts start` and one `tts stop` with all audio between.
    private void assertMessageOrder(String first) {
        List<String> story = socketDeviceFake.awaitTurn();
        assertThat(story).startsWith(first).endsWith("tts stop");
        assertThat(story).filteredOn("tts start"::equals).hasSize(1);
        assertThat(story).filteredOn("tts stop"::equals).hasSize(1);
        assertThat(story.subList(0, story.indexOf("tts start"))).noneMatch(text -> text.startsWith("tts") || text.equals("sound"));
        assertThat(story.subList(story.indexOf("tts start"), story.size())).noneMatch(text -> text.startsWith("stt"));
    }

    /// Asserts that these problems are open, each with what, why and what to do, and without secrets.
    private void assertRaised(ProblemCode... codes) {
        soon().untilAsserted(() -> assertThat(open()).extracting(Problem::code).containsExactlyInAnyOrder(codes));
        for (Problem problem : open()) {
            for (Locale language : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
                assertThat(List.of(problem.what(language), problem.why(language), problem.remedy(language))).noneMatch(String::isBlank);
            }
        }
        assertThat(open().toString()).doesNotContain(SECRET);
    }

    private void assertNoProblems() {
        soon().untilAsserted(() -> assertThat(open()).isEmpty());
    }

    /// The open problems of providers, and unexpected ones.
    private List<Problem> open() {
        return engine.model().problems().get().stream().filter(ProblemEntry::open).map(ProblemEntry::problem)
            .filter(problem -> problem.code().name().matches("PROVIDER_.*|UNEXPECTED|(RECOGNISER|VOICE)_FAILED|COMPUTE_BUSY")).toList();
    }

    private void set(Object... pairs) {
        Map<String, Object> values = new java.util.LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put((String) pairs[i], pairs[i + 1]);
        }
        assertThat(engine.send(new Command.ApplySettings(values)).outcome().join()).isInstanceOf(Operation.Outcome.Done.class);
    }

    private void handshake(Behavior answer) {
        recognizerServer.answersWith(answer);
        set("ASR.Fun.host", recognizerServer.url().replace("http", "ws"));
    }

    /// One failure of each kind: no answer, a refusal, an empty answer.
    private static Stream<Case> few(Stream<Case> all) {
        return all.filter(fault -> List.of("refused", "401", "empty answer").contains(fault.name));
    }

    private static ConditionFactory soon() {
        return await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofMinutes(1));
    }

    private static Behavior later(String seconds) {
        return new Behavior.Answers(429, "application/json", "{\"error\":{\"message\":\"slower\"}}".getBytes(StandardCharsets.UTF_8),
            Map.of("Retry-After", seconds));
    }

    private static Behavior sound(byte[] bytes) {
        return new Behavior.Answers(200, "audio/wav", bytes, Map.of());
    }

    private static byte[] rated(int rate) {
        return WavFile.bytes(new PcmAudio(tone(rate), rate));
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

    private static final class FunAsrScript implements FunAsrServerFake.Behavior {
        private volatile FunAsrServerFake.Behavior says = (_, _) -> {};

        @Override
        public void ended(WebSocket to, int bytes) {
            says.ended(to, bytes);
        }
    }
}
