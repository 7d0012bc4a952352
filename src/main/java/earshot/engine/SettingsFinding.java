package earshot.engine;

import module java.base;

import earshot.config.DottedKey;
import earshot.config.ValidationResult;
import earshot.remote.ProviderKind;

/// What becomes of one key, or of one entry, of a settings file.
///
/// @param line from 1, 0 for what the file leaves unsaid
/// @param key dotted
/// @param written as in the file, secrets masked, cut where it is long; empty for what the file leaves unsaid
/// @param important whether it decides what people hear, and who may connect
/// @param text what holds in its place, or why
/// @param remedies what settles it with one click, the best first
public record SettingsFinding(int line, String key, String written, Effect effect, boolean important, Text text, List<Remedy> remedies) {
    public enum Effect {
        /// It holds as it is.
        USED,
        /// It could hold, but another one is chosen.
        KEPT,
        /// The file says nothing of it.
        DEFAULT,
        /// An edit in the console or an option of the command line holds.
        OVERRIDDEN,
        /// Something else holds in its place.
        REPLACED,
        /// Nothing takes its place.
        UNUSED,
        /// It still has to be filled in.
        TO_FILL
    }

    /// @param id of the text, in `assets/i18n/settings*.properties`
    public record Text(String id, List<String> args) {
        static final String PREFIX = "check.";
        /// Before the code of a language, which is reported by its name.
        static final String LANGUAGE = "language.";

        static Text of(String id, Object... args) {
            return new Text(id, Arrays.stream(args).map(String::valueOf).toList());
        }

        /// The sentence in a language; an argument that is the id of a text, or a language, is told in it, too.
        public String in(Locale locale) {
            ResourceBundle texts = ValidationResult.texts(locale);
            String text = texts.getString(id);
            return args.isEmpty() ? text : new MessageFormat(text, locale).format(args.stream().map(arg -> argument(arg, texts, locale)).toArray());
        }

        private static String argument(String arg, ResourceBundle texts, Locale locale) {
            return arg.startsWith(LANGUAGE) ? Locale.forLanguageTag(arg.substring(LANGUAGE.length())).getDisplayLanguage(locale)
                : arg.startsWith(PREFIX) && texts.containsKey(arg) ? texts.getString(arg)
                : arg;
        }
    }

    /// One click that settles a finding.
    public sealed interface Remedy {
        /// Chooses an alias for a key such as `selected_module.TTS`.
        record Choose(String key, String alias) implements Remedy {}

        /// Opens the form with the field of this key.
        record Fill(String key) implements Remedy {}

        /// Opens the form for a new provider.
        record Add(ProviderKind kind) implements Remedy {}
    }

    /// The key as people write it: a dot within a name is not escaped.
    public String label() {
        return String.join(".", DottedKey.names(key));
    }

    /// What the key chooses, if it is one of those that people notice first.
    Optional<ChosenPart> part() {
        return ChosenPart.of(key);
    }

    /// Whether something that matters does not hold.
    public boolean fails() {
        return important && (effect == Effect.REPLACED || effect == Effect.UNUSED || effect == Effect.TO_FILL);
    }
}
