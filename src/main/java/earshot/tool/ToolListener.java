package earshot.tool;

import java.util.List;

/// Receives the progress of listing a peer's tools. Called on the thread that delivers replies, or on the timer thread.
public interface ToolListener {
    /// Another page has arrived; these are all tools so far.
    void listed(List<Tool> tools);

    /// A step failed, for a reason in one sentence; the tools listed so far stay usable.
    void failed(String reason);
}
