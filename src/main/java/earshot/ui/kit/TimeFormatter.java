package earshot.ui.kit;

import module java.base;

/// Formats times of the computer's time zone for display.
public enum TimeFormatter {
    /// `12:03`
    MINUTE("HH:mm"),
    /// `12:03:04`
    CLOCK("HH:mm:ss"),
    /// `12:03:04.567`
    CLOCK_MILLIS("HH:mm:ss.SSS"),
    /// `05-17 12:03`
    DAY_MINUTE("MM-dd HH:mm"),
    /// `05-17 12:03:04`
    DAY_CLOCK("MM-dd HH:mm:ss"),
    /// `2026-05-17`
    DATE("yyyy-MM-dd"),
    /// `2026-05-17 12:03`
    DATE_MINUTE("yyyy-MM-dd HH:mm"),
    /// `2026-05-17 12:03:04`
    DATE_CLOCK("yyyy-MM-dd HH:mm:ss"),
    /// `2026-05-17 12:03:04.567`
    DATE_CLOCK_MILLIS("yyyy-MM-dd HH:mm:ss.SSS");

    private final DateTimeFormatter pattern;

    TimeFormatter(String pattern) {
        this.pattern = DateTimeFormatter.ofPattern(pattern);
    }

    public String format(Instant at) {
        return pattern.format(at.atZone(ZoneId.systemDefault()));
    }
}
