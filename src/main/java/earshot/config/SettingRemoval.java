package earshot.config;

/// Stands in a change of settings where a value would: the key is removed, so that the layer below counts, in the end the default.
public record SettingRemoval() {}
