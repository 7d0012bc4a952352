package earshot.coding;

import module java.base;

import earshot.data.TextBundle;

/// The sentences that devices are told without a model, from `assets/i18n/coding*.properties`.
record CodingTexts(ResourceBundle bundle) {
    static CodingTexts of(boolean chinese) {
        return new CodingTexts(TextBundle.of("coding", chinese ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH));
    }

    String of(String key, Object... values) {
        return new MessageFormat(bundle.getString(key), Locale.ROOT).format(values);
    }
}
