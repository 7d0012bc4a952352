package earshot.ui;

import earshot.time.Time;
import earshot.ui.kit.FileDialogs;
import earshot.ui.kit.SystemFileDialogs;
import earshot.ui.kit.Texts.Language;
import java.util.Optional;

/// How to open the console. The theme and the language override those used last.
///
/// @param files the dialogs in which people choose files
/// @param notifications closed with the window
public record ConsoleOptions(Time time, Optional<Theme> theme, Optional<Language> language, FileDialogs files, NotificationSender notifications) {
    /// With the notifications of the desktop.
    public ConsoleOptions(Time time, Optional<Theme> theme, Optional<Language> language, FileDialogs files) {
        this(time, theme, language, files, new SystemNotificationSender(time));
    }

    /// With the dialogs of the desktop, too.
    public ConsoleOptions(Time time, Optional<Theme> theme, Optional<Language> language) {
        this(time, theme, language, new SystemFileDialogs());
    }

    public static ConsoleOptions with(Time time) {
        return new ConsoleOptions(time, Optional.empty(), Optional.empty());
    }
}
