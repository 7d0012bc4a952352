package earshot.config;

import module java.base;

import earshot.data.TextBundle;
import earshot.problem.ProblemReason;

/// The result of validating one value.
public sealed interface ValidationResult {
    /// @param value as it will be used: trimmed and converted to its type
    record Ok(Object value) implements ValidationResult {}

    /// Out of range: the nearest bound is used.
    record Clamped(Object value, Refused why) implements ValidationResult {}

    /// @param key of the message, in `assets/i18n/settings*.properties` under `refused.`
    /// @param args of the message
    record Refused(String key, List<String> args) implements ValidationResult {
        /// The message as an argument of a problem.
        public String asArgument() {
            return ProblemReason.refusal(key, args);
        }

        /// The message, for example `a whole number from 5 to 30`.
        public String text(Locale locale) {
            return new MessageFormat(texts(locale).getString("refused." + key), locale).format(args.toArray());
        }
    }

    /// The texts about settings.
    static ResourceBundle texts(Locale locale) {
        return TextBundle.of("settings", locale);
    }

    static ValidationResult ok(Object value) {
        return new Ok(value);
    }

    static Refused refused(String key, Object... args) {
        return new Refused(key, Arrays.stream(args).map(String::valueOf).toList());
    }
}
