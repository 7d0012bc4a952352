package earshot.problem;

import module java.base;

/// The texts of all problems in one language: Chinese for Chinese locales, otherwise English.
final class ProblemTexts {
    private ProblemTexts() {}

    static ResourceBundle in(Locale locale) {
        boolean chinese = locale.getLanguage().equals("zh");
        return ResourceBundle.getBundle(chinese ? "assets.i18n.problems_zh_CN" : "assets.i18n.problems", Locale.ROOT);
    }
}
