package earshot.engine;

import module java.base;

import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.SettingsSection;

/// The colors of the console; the keys are our own.
///
/// @param own colors that a person chose, as `#rrggbb`; the console keeps their hue and makes them light or dark enough to be read
public record ColorSettings(Palette palette, Map<StateColor, String> own) {
    private static final Setting<Palette> PALETTE = Setting.choice("console.palette", Palette.STANDARD);
    private static final Map<StateColor, Setting<Optional<String>>> OWN = Arrays.stream(StateColor.values())
        .collect(Collectors.toMap(color -> color, color -> Setting.color("console.color." + Setting.word(color)), (first, _) -> first,
            () -> new EnumMap<>(StateColor.class)));

    public static final SettingsSection<ColorSettings> SECTION = new SettingsSection<>(settings -> {
        Map<StateColor, String> own = new EnumMap<>(StateColor.class);
        OWN.forEach((color, setting) -> settings.get(setting).ifPresent(written -> own.put(color, written)));
        return new ColorSettings(settings.get(PALETTE), own);
    }, SettingsGroup.of("colors", Stream.concat(Stream.of(PALETTE), OWN.values().stream()).toArray(Setting[]::new)));

    /// Copies the map.
    public ColorSettings {
        own = Map.copyOf(own);
    }

    /// Which colors states have.
    public enum Palette {
        STANDARD,
        /// States differ in lightness as well, and so in gray.
        DISTINCT
    }

    /// What a color says.
    public enum StateColor {
        /// Of what is chosen, focused and pressed, too.
        INCOMING,
        OUTGOING,
        OK,
        WARNING,
        BAD
    }
}
