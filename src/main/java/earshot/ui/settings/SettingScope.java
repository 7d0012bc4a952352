package earshot.ui.settings;

/// From when an applied setting is in force.
enum SettingScope {
    NOW("is-ok"),
    NEXT_TURN("is-ok"),
    NEXT_MEETING("is-in"),
    NEXT_CONNECTION("is-in"),
    RESTART("is-warn");

    /// Style class of the chip that shows it.
    final String styleClass;

    SettingScope(String styleClass) {
        this.styleClass = styleClass;
    }

    String key() {
        return "settings.scope." + name().toLowerCase(java.util.Locale.ROOT);
    }
}
