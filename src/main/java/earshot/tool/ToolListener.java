package earshot.tool;

import java.util.List;

/// Receives the progress of listing a server's tools. Called on the thread that delivers replies, or on the timer thread.
public interface ToolListener {
    /// Bytes of all tools of one tool server, in memory.
    long MAX_BYTES = 4 << 20;

    /// Another page has arrived; these are all tools so far.
    void listed(List<Tool> tools);

    /// Whether the tools listed so far, of so many bytes in all, may be kept; where not, those before the last page are.
    default boolean roomFor(long bytes) {
        return bytes <= MAX_BYTES;
    }

    /// A step failed; the tools listed so far stay usable.
    void failed(ToolReason reason);
}
