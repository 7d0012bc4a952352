package earshot.ui;

import earshot.time.Time;
import earshot.ui.part.Texts.Language;
import java.util.Optional;

/// How to open the console.
///
/// @param theme instead of the one that was used last
/// @param language instead of the one that was used last
public record ConsoleOptions(Time time, Optional<Theme> theme, Optional<Language> language) {
    public static ConsoleOptions with(Time time) {
        return new ConsoleOptions(time, Optional.empty(), Optional.empty());
    }
}
