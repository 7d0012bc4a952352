package earshot.coding;

import module java.base;

/// The sentences that devices are told without a model, from `assets/i18n/coding*.properties`.
record CodingTexts(ResourceBundle bundle) {
    static CodingTexts of(boolean chinese) {
        return new CodingTexts(ResourceBundle.getBundle(chinese ? "assets.i18n.coding_zh_CN" : "assets.i18n.coding", Locale.ROOT));
    }

    String of(String key, Object... values) {
        return new MessageFormat(bundle.getString(key), Locale.ROOT).format(values);
    }
}
