package earshot.data;

import module java.base;

/// The texts of `assets/i18n` in one language: Chinese for Chinese locales, otherwise English.
public final class TextBundle {
    private TextBundle() {}

    /// @param name of the file, such as `events`
    public static ResourceBundle of(String name, Locale locale) {
        return ResourceBundle.getBundle("assets.i18n." + name + (isChinese(locale) ? "_zh_CN" : ""), Locale.ROOT);
    }

    public static boolean isChinese(Locale locale) {
        return locale.getLanguage().equals("zh");
    }
}
