package earshot.conversation;

import static earshot.config.SettingScope.NEXT_TURN;

import module java.base;

import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.SettingsReader;
import earshot.config.SettingsSection;
import earshot.data.LetterCase;
import earshot.data.TextBundle;

/// The fixed sentences that devices hear, in the language of the conversation.
///
/// @param language `spoken_language`: the one to use whatever persona and person speak
/// @param apology `system_error_response`: said instead of an answer that failed, in whatever language
/// @param written `spoken_texts`: language to sentence to text
public record FixedSentenceSettings(Optional<String> language, Optional<String> apology, Map<String, Map<String, String>> written) {
    private static final Setting<Optional<String>> LANGUAGE = Setting.text("spoken_language").from(NEXT_TURN);
    private static final Setting<Optional<String>> APOLOGY = Setting.prose("system_error_response").from(NEXT_TURN);
    private static final Setting<Map<String, Object>> TEXTS = Setting.map("spoken_texts.<language>").from(NEXT_TURN);
    private static final String ENGLISH = "en";

    public static final SettingsSection<FixedSentenceSettings> SECTION = new SettingsSection<>(FixedSentenceSettings::read,
        SettingsGroup.of("listening", LANGUAGE, APOLOGY), SettingsGroup.elsewhere("models", TEXTS));

    /// Without a text for all failures.
    public FixedSentenceSettings(Optional<String> language, Map<String, Map<String, String>> written) {
        this(language, Optional.empty(), written);
    }

    private static FixedSentenceSettings read(SettingsReader settings) {
        Map<String, Map<String, String>> written = new LinkedHashMap<>();
        settings.members(TEXTS).forEach((language, texts) -> {
            if (texts instanceof Map<?, ?> map) {
                Map<String, String> sentences = new LinkedHashMap<>();
                map.forEach((sentence, text) -> Optional.ofNullable(text).map(String::valueOf).filter(words -> !words.isBlank())
                    .ifPresent(words -> sentences.put(code(String.valueOf(sentence)), words.strip())));
                written.put(code(language), Collections.unmodifiableMap(sentences));
            }
        });
        return new FixedSentenceSettings(settings.get(LANGUAGE).map(FixedSentenceSettings::code), settings.get(APOLOGY), Collections.unmodifiableMap(written));
    }

    /// A sentence in the language of the settings, else of the persona, else of what was heard, else in English.
    ///
    /// @param persona as written; empty for the default one, which speaks as it is spoken to
    String sentence(FixedSentence sentence, Optional<String> persona, String heard) {
        if (apology.isPresent() && (sentence == FixedSentence.APOLOGY || sentence == FixedSentence.OUT_OF_ORDER)) {
            return apology.get();
        }
        return in(Stream.of(language, persona.flatMap(LanguageGuesser::guess), LanguageGuesser.guess(heard)), sentence).getValue();
    }

    /// The first of these languages in which there is the sentence, else English, and the sentence in it.
    private Map.Entry<String, String> in(Stream<Optional<String>> languages, FixedSentence sentence) {
        return Stream.concat(languages, Stream.of(Optional.of(ENGLISH))).flatMap(Optional::stream)
            .flatMap(spoken -> text(sentence, spoken).map(words -> Map.entry(spoken, words)).stream()).findFirst().orElseThrow();
    }

    /// The language of a conversation, as far as it is known: that of the settings, else of the persona, else of what was heard.
    Optional<String> language(Optional<String> persona, String heard) {
        return language.or(() -> persona.flatMap(LanguageGuesser::guess)).or(() -> LanguageGuesser.guess(heard));
    }

    /// The sentence about a reminder, and its language: that of the settings, else that in which it was asked for, else that of its text, else of the persona.
    Map.Entry<String, String> aboutReminder(FixedSentence sentence, Optional<String> persona, Optional<String> asked, String text) {
        return in(Stream.of(language, asked, LanguageGuesser.guess(text), persona.flatMap(LanguageGuesser::guess)), sentence);
    }

    /// Said before an idle connection is closed.
    public String farewell(Optional<String> persona) {
        return sentence(FixedSentence.FAREWELL, persona, "");
    }

    /// Said instead of an answer that failed.
    public String apology(Optional<String> persona) {
        return sentence(FixedSentence.APOLOGY, persona, "");
    }

    /// The language that a persona speaks, as far as its text shows.
    public static Optional<String> languageOf(String persona) {
        return LanguageGuesser.guess(persona);
    }

    /// The language of the fixed sentences with a persona, whatever is heard.
    public Optional<String> languageWith(String persona) {
        return Stream.of(language, LanguageGuesser.guess(persona)).flatMap(Optional::stream).filter(spoken -> text(FixedSentence.FAREWELL, spoken).isPresent())
            .findFirst();
    }

    private Optional<String> text(FixedSentence sentence, String spoken) {
        String plain = spoken.split("-")[0];
        return Stream.of(spoken, plain).map(known -> written.getOrDefault(known, Map.of()).get(sentence.key())).filter(Objects::nonNull).findFirst()
            .or(() -> builtIn(sentence, plain));
    }

    private static Optional<String> builtIn(FixedSentence sentence, String language) {
        ResourceBundle texts = TextBundle.of("spoken", Locale.ROOT);
        String key = language + "." + sentence.key();
        return texts.containsKey(key) ? Optional.of(texts.getString(key)) : Optional.empty();
    }

    /// A code as people write it, in one form: `zh_CN` is `zh-cn`. Names of sentences have underscores.
    private static String code(String written) {
        String lower = LetterCase.lower(written.strip());
        return lower.matches("[a-z]{2,3}_[a-z]{2,4}") ? lower.replace('_', '-') : lower;
    }
}
