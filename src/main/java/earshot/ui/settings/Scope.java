package earshot.ui.settings;

/// From when on a setting holds once it is applied. What stands here is what the code does, setting by setting.
enum Scope {
    NOW("is-ok"),
    NEXT_TURN("is-ok"),
    NEXT_MEETING("is-in"),
    NEXT_CONNECTION("is-in"),
    RESTART("is-warn");

    /// Style class of its chip.
    final String tone;

    Scope(String tone) {
        this.tone = tone;
    }

    String key() {
        return "settings.scope." + name().toLowerCase(java.util.Locale.ROOT);
    }
}
