package earshot.ui.kit;

import module java.base;

/// Formats durations for display.
public final class DurationFormatter {
    private DurationFormatter() {}

    /// `08:12`, from one hour on `3:08:12`. A negative duration is `00:00`.
    public static String clock(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        return seconds < 3600
            ? String.format(Locale.ROOT, "%02d:%02d", seconds / 60, seconds % 60)
            : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /// An age in its largest unit: `41 s`, `3 min`, `3 h`, `2 d`. A negative one is `0 s`. Each unit changes as seldom as it can, so that a list of those
    /// who are long gone stands still.
    public static String age(Duration age, Texts texts) {
        if (age.toMinutes() < 1) {
            return texts.get("age.seconds", Math.max(0, age.toSeconds()));
        }
        if (age.toHours() < 1) {
            return texts.get("age.minutes", age.toMinutes());
        }
        return age.toDays() < 1 ? texts.get("age.hours", age.toHours()) : texts.get("age.days", age.toDays());
    }

    /// As [#millis], for text that wraps: number and unit stay on one line.
    public static String unbroken(Duration time) {
        return millis(time).replace(' ', '\u00a0');
    }

    /// `412 ms`, from ten seconds on `12.3 s`.
    public static String millis(Duration time) {
        return time.toMillis() < 10_000 ? time.toMillis() + " ms" : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
