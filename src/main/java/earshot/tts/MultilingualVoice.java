package earshot.tts;

import module java.base;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.audio.PcmAudio;
import earshot.catalog.VoiceType;
import earshot.config.DottedKey;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderSettings;
import earshot.time.Time;

/// An English voice that leaves sentences in other scripts to a voice that is installed on this computer: espeak-ng, else that of the operating
/// system. Where there is none, such a sentence is a pause in which it can be read on the device, and a problem that says what to do.
///
/// Safe for use from any thread.
public final class MultilingualVoice implements Voice {
    private static final int PAUSE_RATE = 16_000;
    private static final int READING_MILLIS = 150;
    private static final int LONGEST_PAUSE_MILLIS = 6_000;
    /// One letter in so many of another script is a word in an English sentence.
    private static final int FEW = 5;
    private static final ProblemSubject SUBJECT = new ProblemSubject.Setting(DottedKey.of("selected_module", ProviderKind.TTS.name()));

    private final Voice english;
    private final ProblemSink problems;
    private final Supplier<List<InstalledVoice>> installed;
    private final Time time;
    private final Map<Script, Voice> others = new EnumMap<>(Script.class);
    private boolean closed;

    /// A writing system, with the language of espeak-ng that reads it.
    private enum Script {
        CHINESE("cmn"), JAPANESE("ja"), KOREAN("ko"), CYRILLIC("ru"), GREEK("el"), ARABIC("ar"), HEBREW("he"), DEVANAGARI("hi"), THAI("th");

        private final String language;

        Script(String language) {
            this.language = language;
        }

        static Optional<Script> of(int letter) {
            return switch (Character.UnicodeScript.of(letter)) {
                case HAN, BOPOMOFO -> Optional.of(CHINESE);
                case HIRAGANA, KATAKANA -> Optional.of(JAPANESE);
                case HANGUL -> Optional.of(KOREAN);
                case CYRILLIC -> Optional.of(CYRILLIC);
                case GREEK -> Optional.of(GREEK);
                case ARABIC -> Optional.of(ARABIC);
                case HEBREW -> Optional.of(HEBREW);
                case DEVANAGARI -> Optional.of(DEVANAGARI);
                case THAI -> Optional.of(THAI);
                default -> Optional.empty();
            };
        }
    }

    /// @param installed asked again as long as none is there, since one may be installed meanwhile
    public MultilingualVoice(Voice english, ProblemSink problems, Supplier<List<InstalledVoice>> installed, Time time) {
        this.english = english;
        this.problems = problems;
        this.installed = installed;
        this.time = time;
    }

    @Override
    public CompletableFuture<PcmAudio> speak(String sentence) {
        Optional<Script> script = script(sentence);
        if (script.isEmpty()) {
            return english.speak(sentence);
        }
        Optional<Voice> other = other(script.get());
        if (other.isPresent()) {
            problems.resolve(ProblemCode.VOICE_LANGUAGE, SUBJECT);
            return other.get().speak(sentence);
        }
        problems.raise(Problem.of(ProblemCode.VOICE_LANGUAGE, SUBJECT, english.name()));
        return CompletableFuture
            .completedFuture(new PcmAudio(new short[PAUSE_RATE / 1000 * Math.min(LONGEST_PAUSE_MILLIS, READING_MILLIS * sentence.length())], PAUSE_RATE));
    }

    @Override
    public String name() {
        return english.name();
    }

    @Override
    public synchronized void close() {
        closed = true;
        others.values().forEach(Voice::close);
        english.close();
    }

    /// The script that the English voice cannot read; empty when it can read enough of the sentence. Japanese has Chinese characters in it.
    private static Optional<Script> script(String sentence) {
        Map<Script, Integer> letters = new EnumMap<>(Script.class);
        sentence.codePoints().filter(Character::isLetter).forEach(letter -> Script.of(letter).ifPresent(script -> letters.merge(script, 1, Integer::sum)));
        int others = letters.values().stream().mapToInt(Integer::intValue).sum();
        if (others == 0 || others * FEW < sentence.codePoints().filter(Character::isLetter).count()) {
            return Optional.empty();
        }
        return letters.containsKey(Script.JAPANESE) ? Optional.of(Script.JAPANESE)
            : letters.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }

    private synchronized Optional<Voice> other(Script script) {
        if (!closed && !others.containsKey(script)) {
            installed.get().stream().findFirst().ifPresent(voice -> others.put(script, new CachingVoice(make(voice, script), new SentenceAudioCache())));
        }
        return Optional.ofNullable(others.get(script));
    }

    private Voice make(InstalledVoice voice, Script script) {
        boolean espeak = voice.type() == VoiceType.ESPEAK;
        ObjectNode section = espeak ? JsonNodeFactory.instance.objectNode().put("voice", script.language) : JsonNodeFactory.instance.objectNode();
        ProviderSettings provider = new ProviderSettings(ProviderKind.TTS, voice.program(), voice.typeName(), section);
        return espeak ? EspeakVoice.of(provider, time) : SystemVoice.of(provider, time);
    }
}
