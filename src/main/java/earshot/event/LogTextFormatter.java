package earshot.event;

import module java.base;

import earshot.data.TextLimit;
import org.slf4j.Logger;

/// Prepares text for the log: masks secrets and limits the length, keeping head and tail. Source: badge-protocol section 8.5.
/// Never throws: when cutting fails, the whole masked text is used. Of a text longer than the longest message only the beginning is looked at.
public final class LogTextFormatter {
    private static final int SHORTEST = 40;
    /// Characters that are masked, as many as a message may have bytes. The tail cannot be masked without what stands before it.
    private static final int LONGEST_MASKED = 256 * 1024;

    private final UnaryOperator<String> cut;

    /// @param limit characters per text, asked each time so that a changed setting applies at once
    public LogTextFormatter(IntSupplier limit) {
        this(text -> truncate(text, limit.getAsInt()));
    }

    LogTextFormatter(UnaryOperator<String> cut) {
        this.cut = cut;
    }

    public String format(String text) {
        String masked = SecretMasker.mask(TextLimit.cut(text, LONGEST_MASKED));
        try {
            return cut.apply(masked);
        } catch (RuntimeException _) {
            return masked;
        }
    }

    /// Logs a failed connection as one ERROR `Connection error: <text>-<trace>`, each part cut separately.
    public void logConnectionError(Logger log, Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        log.error("Connection error: {}-{}", format(String.valueOf(failure.getMessage())), format(trace.toString()));
    }

    /// At most `limit` characters (never under 40): the head, how much is missing, and the tail. A surrogate pair is not split.
    static String truncate(String text, int limit) {
        int room = Math.max(limit, SHORTEST);
        if (text.length() <= room) {
            return text;
        }
        String gap = "…[" + (text.length() - room) + "+]…";
        int head = (room - gap.length()) * 2 / 3;
        int tail = text.length() - (room - gap.length() - head);
        head = Character.isHighSurrogate(text.charAt(head - 1)) ? head - 1 : head;
        tail = Character.isLowSurrogate(text.charAt(tail)) ? tail + 1 : tail;
        return text.substring(0, head) + gap + text.substring(tail);
    }
}
