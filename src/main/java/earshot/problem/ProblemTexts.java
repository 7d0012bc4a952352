package earshot.problem;

import module java.base;

import earshot.data.TextBundle;

/// The texts of all problems in one language: Chinese for Chinese locales, otherwise English.
final class ProblemTexts {
    private ProblemTexts() {}

    static ResourceBundle in(Locale locale) {
        return TextBundle.of("problems", locale);
    }

    /// The texts about settings, which say why one does not take a value.
    static ResourceBundle ofSettings(Locale locale) {
        return TextBundle.of("settings", locale);
    }
}
