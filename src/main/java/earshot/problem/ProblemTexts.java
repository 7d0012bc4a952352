package earshot.problem;

import module java.base;

/// The texts of all problems in one language: Chinese for Chinese locales, otherwise English.
final class ProblemTexts {
    private ProblemTexts() {}

    static ResourceBundle in(Locale locale) {
        return bundle("assets.i18n.problems", locale);
    }

    /// The texts about settings, which say why one does not take a value.
    static ResourceBundle ofSettings(Locale locale) {
        return bundle("assets.i18n.settings", locale);
    }

    private static ResourceBundle bundle(String name, Locale locale) {
        return ResourceBundle.getBundle(locale.getLanguage().equals("zh") ? name + "_zh_CN" : name, Locale.ROOT);
    }
}
