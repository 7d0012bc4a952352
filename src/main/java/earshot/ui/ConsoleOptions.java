package earshot.ui;

import earshot.time.Time;
import earshot.ui.kit.Texts.Language;
import java.util.Optional;

/// How to open the console. The theme and the language override those used last.
public record ConsoleOptions(Time time, Optional<Theme> theme, Optional<Language> language) {
    public static ConsoleOptions with(Time time) {
        return new ConsoleOptions(time, Optional.empty(), Optional.empty());
    }
}
