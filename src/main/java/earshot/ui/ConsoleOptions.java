package earshot.ui;

import earshot.time.Time;
import earshot.ui.kit.Texts.Language;
import java.util.Optional;

/// How to open the console.
///
/// @param theme overrides the last one used
/// @param language overrides the last one used
public record ConsoleOptions(Time time, Optional<Theme> theme, Optional<Language> language) {
    public static ConsoleOptions with(Time time) {
        return new ConsoleOptions(time, Optional.empty(), Optional.empty());
    }
}
