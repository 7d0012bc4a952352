package earshot.asr;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.asr.Hallucination.Reason;
import earshot.audio.PcmAudio;
import earshot.audio.VadSettings;
import earshot.audio.VoiceActivity;
import earshot.audio.VoiceActivityDetector;
import earshot.audio.VoiceActivityDetectorFactory;
import earshot.audio.VoiceActivityMeter;
import earshot.audio.VoicelessSignals;
import earshot.audio.WavFile;
import earshot.config.Settings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HallucinationDetectorTest {
    /// 16 kHz, spoken by espeak-ng.
    private static final PcmAudio THANKS = VoicelessSignals.inRoom(WavFile.read(Path.of("src/test/resources/speech/thank-you-for-watching.wav")));
    private static final List<String> INVENTED = List.of("Thanks for watching!", "Thank you for watching.", "you", "字幕by索兰娅", "请不吝点赞 订阅 转发 打赏支持明镜与点点栏目", "谢谢观看",
        "시청해주셔서 감사합니다!", "you you you you you you",
        "Okay. Okay. Okay. Okay. Okay. Okay.", "Subtitles by the Amara.org community", "Thank you. Please subscribe to my channel.", "ご視聴ありがとうございました",
        "Субтитры сделал DimaTorzok");

    private static final Map<PcmAudio, VoiceActivity> ACTIVITIES = Collections.synchronizedMap(new IdentityHashMap<>());

    private static VoiceActivityDetectorFactory detectors;
    private final HallucinationDetector detector = new HallucinationDetector(() -> new HallucinationSettings(true, List.of("Ask * anything")));

    @BeforeAll
    static void load(@TempDir Path directory) {
        detectors = VoiceActivityDetectorFactory.load(directory);
    }

    @Test
    void whatIsKnownToBeInventedIsDroppedWhereNobodySpeaks() {
        VoicelessSignals.all().forEach((name, sound) -> INVENTED.forEach(text ->
            assertThat(find(text, sound).map(Hallucination::reason)).as("%s heard as %s", name, text).contains(Reason.KNOWN_PHRASE)));
    }

    /// Credits in other languages and writings, phrases in a row without a full stop, what goes round in a circle, and remarks.
    @ParameterizedTest
    @ValueSource(strings = { "Untertitel von Stephanie Geiges", "謝謝觀看", "字幕由Amara.org社区提供", "谢谢观看，下期再见", "Thank you thanks for watching bye",
        "이 영상은 유료광고를 포함하고 있습니다", "Спасибо за просмотр и до новых встреч!",
        "शुक्रिया शुक्रिया शुक्रिया शुक्रिया", "thank you thank you thank you thank you", "I'm sorry, I'm sorry, I'm sorry, I'm sorry.", "谢谢谢谢谢谢谢谢谢",
        "So I'm going to go to the go to the go to the go to the go to",
        "(speaking in foreign language)", "（笑）", "*coughs*", "شكرًا للمشاهدة", "見てくれてありがとう", "Tack för att ni tittade", "Obrigado por assistirem!",
        "Ďakujem za pozornosť" })
    void whatIsInventedInOtherWaysIsDroppedWhereNobodySpeaks(String text) {
        for (String name : List.of("coughs", "a click", "fast keys", "mains hum", "silence")) {
            assertThat(find(text, VoicelessSignals.all().get(name)).map(Hallucination::reason)).as(name).contains(Reason.KNOWN_PHRASE);
        }
        if (text.length() < 20) {
            assertThat(find(text, THANKS)).as("somebody says it").isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"♪♪♪", "[Music]", "[BLANK_AUDIO]", "...", "？", "【音乐】", "<|nospeech|>", "[Music] ♪ [Applause]", "🎼"})
    void whatCannotBeSaidIsDroppedEvenBesideAVoice(String text) {
        assertThat(find(text, THANKS).map(Hallucination::reason)).contains(Reason.KNOWN_PHRASE);
        assertThat(find(text + " what time is it", THANKS)).isEmpty();
    }

    @Test
    void anyTextIsDroppedWhereThereIsHardlyAVoiceAtAll() {
        // a tune that is whistled is told from words only where something speaks against the text
        VoicelessSignals.all().entrySet().stream().filter(entry -> !entry.getKey().equals("a whistled tune")).forEach(entry -> {
            String name = entry.getKey();
            PcmAudio sound = entry.getValue();
            if (!name.startsWith("coughs")) {
                assertThat(find("what time is it", sound).map(Hallucination::reason)).as(name).contains(Reason.LITTLE_VOICE);
            }
            assertThat(find("I think that we should go to the market tomorrow and ask them whether they still have some of it", sound)).as(name).isPresent();
        });
    }

    @Test
    void whoHumsBeforeTheSentenceIsKept() {
        PcmAudio tune = VoicelessSignals.all().get("a hummed tune");
        short[] sound = Arrays.copyOf(tune.pcm(), 5 * 16_000 + THANKS.pcm().length);
        for (int at = tune.pcm().length; at < 5 * 16_000; at += tune.pcm().length) {
            System.arraycopy(tune.pcm(), 0, sound, at, Math.min(tune.pcm().length, 5 * 16_000 - at));
        }
        assertThat(find("what time is it", new PcmAudio(Arrays.copyOf(sound, 5 * 16_000), 16_000))).as("the tune alone").isPresent();
        System.arraycopy(THANKS.pcm(), 0, sound, 5 * 16_000, THANKS.pcm().length);
        assertThat(find("what time is it", new PcmAudio(sound, 16_000))).isEmpty();
    }

    @Test
    void whoReallySaysItIsKept() {
        INVENTED.stream().filter(text -> text.length() < 24 && !text.startsWith("请")).forEach(text -> assertThat(find(text, THANKS)).as(text).isEmpty());
        RecognitionResult doubted = new RecognitionResult("Thank you for watching.", 0.5, OptionalDouble.of(0.9), List.of("Thank you for watching."),
            List.of());
        assertThat(find(doubted, THANKS)).isEmpty();
        PcmAudio sentence = WavFile.read(Path.of("assets/speech/sentence.wav"));
        assertThat(find("the birch canoe slid on the smooth planks", sentence)).isEmpty();
        assertThat(find("The end.", sentence)).isEmpty();
    }

    /// An echo holds the pitch and blurs what changes.
    @Test
    void whoReallySaysItInAnEchoIsKept() {
        assertThat(find("Thanks for watching!", VoicelessSignals.echoing(THANKS))).isEmpty();
    }

    /// A vowel is as even as a hum, but short.
    @Test
    void oneSyllableOfAPersonIsKept() {
        PcmAudio sentence = WavFile.read(Path.of("assets/speech/sentence.wav"));
        for (int millis : List.of(600, 2_500)) {
            PcmAudio syllable = cut(sentence, millis);
            for (String text : List.of("no", "嗯", "Yeah.", "谢谢")) {
                assertThat(find(text, syllable)).as("%s at %d ms", text, millis).isEmpty();
            }
        }
    }

    private static PcmAudio cut(PcmAudio sentence, int millis) {
        return VoicelessSignals.inRoom(new PcmAudio(Arrays.copyOfRange(sentence.pcm(), millis * 16, (millis + 300) * 16), 16_000));
    }

    @Test
    void theDoubtOfTheRecognizerAndWhatItWasToldCountOnlyWithoutAVoice() {
        PcmAudio unclear = cut(WavFile.read(Path.of("assets/speech/sentence.wav")), 5_500);
        assertThat(find("so we go", unclear)).isEmpty();
        assertThat(find(new RecognitionResult("so we go", 1, OptionalDouble.of(0.8), List.of(), List.of()), unclear).map(Hallucination::reason))
            .contains(Reason.NO_SPEECH);
        assertThat(find(new RecognitionResult("so we go", 1, OptionalDouble.of(0.3), List.of(), List.of()), unclear)).isEmpty();
        for (List<String> hints : List.of(List.of("So, we go!"), List.of("go", "we", "so"), List.of("Some words. So we go. More words."))) {
            assertThat(find(new RecognitionResult("so we go", 1).withHints(hints), unclear).map(Hallucination::reason)).as("%s", hints).contains(Reason.PROMPT);
        }
        assertThat(find(new RecognitionResult("so we go", 1).withHints(List.of("go")), unclear)).isEmpty();
    }

    @Test
    void theSettingsAddPhrasesAndSwitchItOff() {
        PcmAudio coughs = VoicelessSignals.all().get("coughs");
        assertThat(find("Ask me anything", coughs).map(Hallucination::reason)).contains(Reason.KNOWN_PHRASE);
        HallucinationDetector off = new HallucinationDetector(() -> new HallucinationSettings(false, List.of()));
        assertThat(off.find(new RecognitionResult("Thanks for watching!", 1), coughs, Optional.of(activity(coughs)))).isEmpty();
        assertThat(detector.find(new RecognitionResult("Thanks for watching!", 1), coughs, Optional.empty())).as("nobody listened for a voice").isEmpty();
    }

    private Optional<Hallucination> find(String text, PcmAudio sound) {
        return find(new RecognitionResult(text, 1), sound);
    }

    private Optional<Hallucination> find(RecognitionResult result, PcmAudio sound) {
        return detector.find(result, sound, Optional.of(activity(sound)));
    }

    private static VoiceActivity activity(PcmAudio sound) {
        return ACTIVITIES.computeIfAbsent(sound, HallucinationDetectorTest::listen);
    }

    private static VoiceActivity listen(PcmAudio sound) {
        VoiceActivityMeter meter = new VoiceActivityMeter(sound.rate());
        try (VoiceActivityDetector detector = detectors.open(Settings.defaults().of(VadSettings.SECTION))) {
            for (int at = 0; at + 960 <= sound.pcm().length; at += 960) {
                meter.add(960, detector.voiced(Arrays.copyOfRange(sound.pcm(), at, at + 960)), detector.thresholdDb());
            }
        }
        return meter.take();
    }
}
