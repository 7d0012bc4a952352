package earshot.config;

import module java.base;

/// A key that another xiaozhi server reads and this program does not, and what takes its place here.
///
/// @param pattern dotted; a name in angle brackets stands for any name; every key below belongs to it, too
/// @param consequence what its absence means for the people who wrote it
/// @param textId the texts under `foreign.<id>` say what takes its place
public record ForeignKey(String pattern, Consequence consequence, String textId) {
    /// What it means that the value does not hold.
    public enum Consequence {
        /// Nothing that people notice.
        NONE,
        /// Something of this program does the same in its own way.
        REPLACED,
        /// A function that the file asks for does not exist here.
        MISSING
    }

    /// What takes the place of the key, in one sentence; may name its value.
    public String text(Locale locale) {
        return ValidationResult.texts(locale).getString("foreign." + textId);
    }

    /// Whether a dotted key of a file is this one, or lies below it.
    boolean covers(List<String> names) {
        List<String> own = DottedKey.names(pattern);
        return names.size() >= own.size() && IntStream.range(0, own.size()).allMatch(i -> Setting.variable(own.get(i)) || own.get(i).equals(names.get(i)));
    }
}
