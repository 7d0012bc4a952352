package earshot.ui.kit;

import module java.base;

import earshot.data.LetterCase;
import earshot.data.MessagePattern;
import earshot.data.TextBundle;
import earshot.engine.Operation;
import earshot.problem.Problem;

/// The console's texts in one language, from `assets/i18n/console*.properties`. Immutable: a switch creates a new instance.
public final class Texts {
    private final Language language;
    private final ResourceBundle bundle;

    public Texts(Language language) {
        this.language = language;
        bundle = TextBundle.of("console", language.locale());
    }

    public Language language() {
        return language;
    }

    /// For FXML: `%key`.
    public ResourceBundle bundle() {
        return bundle;
    }

    /// The text of a key, with `{0}` … replaced. Pass numbers as text or as whole numbers, which get separators.
    public String get(String key, Object... args) {
        return MessagePattern.format(bundle.getString(key), language.locale(), Arrays.asList(args));
    }

    /// As [#get], or `defaultText` if there is no such key. For keys that come from the engine.
    public String getOrDefault(String key, String defaultText, Object... args) {
        return bundle.containsKey(key) ? get(key, args) : defaultText;
    }

    /// Several names as the language puts them beside each other.
    public String list(Collection<String> names) {
        return String.join(get("list.separator"), names);
    }

    /// The first `most` names, and how many more there are.
    public String list(Collection<String> names, int most) {
        String first = list(names.stream().limit(most).toList());
        return names.size() > most ? get("list.more", first, names.size() - most) : first;
    }

    /// The text in both languages, for searching; empty if there is none.
    static String inBoth(String key) {
        return Stream.of(Language.values()).map(language -> new Texts(language).getOrDefault(key, "")).collect(Collectors.joining(" "));
    }

    /// The name of a constant as keys of texts and style classes have it: in lower case.
    public static String keyOf(Enum<?> constant) {
        return LetterCase.lower(constant.name());
    }

    public boolean has(String key) {
        return bundle.containsKey(key);
    }

    /// Progress of an operation; empty if its phase has no text.
    public String progress(Operation.Progress now) {
        return getOrDefault("phase." + now.phase(), "", now.args().toArray());
    }

    /// Result of a successful operation; empty if it has no text.
    public String done(Operation.Outcome.Done how) {
        return getOrDefault("done." + how.key(), "", how.args().toArray());
    }

    public String what(Problem problem) {
        return problem.what(language.locale());
    }

    public String why(Problem problem) {
        return problem.why(language.locale());
    }

    /// What happened, and why.
    public String account(Problem problem) {
        return sentences(what(problem), why(problem));
    }

    /// Two sentences one after the other: Chinese has no blank between them.
    public String sentences(String first, String second) {
        return get("list.sentences", first, second);
    }

    public String remedy(Problem problem) {
        return problem.remedy(language.locale());
    }

    /// The two languages of the console.
    public enum Language {
        ENGLISH(Locale.ENGLISH),
        CHINESE(Locale.SIMPLIFIED_CHINESE);

        private final Locale locale;

        Language(Locale locale) {
            this.locale = locale;
        }

        public Locale locale() {
            return locale;
        }

        public Language other() {
            return this == ENGLISH ? CHINESE : ENGLISH;
        }

        /// Chinese for any Chinese locale, else English.
        public static Language of(Locale locale) {
            return TextBundle.isChinese(locale) ? CHINESE : ENGLISH;
        }
    }
}
