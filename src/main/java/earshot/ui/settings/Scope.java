package earshot.ui.settings;

/// From when an applied setting is in force.
enum Scope {
    NOW("is-ok"),
    NEXT_TURN("is-ok"),
    NEXT_MEETING("is-in"),
    NEXT_CONNECTION("is-in"),
    RESTART("is-warn");

    /// Style class of the chip that shows it.
    final String tone;

    Scope(String tone) {
        this.tone = tone;
    }

    String key() {
        return "settings.scope." + name().toLowerCase(java.util.Locale.ROOT);
    }
}
