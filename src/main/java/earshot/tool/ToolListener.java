package earshot.tool;

import java.util.List;

/// Hears how listing a device's tools goes. Called on the thread that hands replies in, or on the timer's.
public interface ToolListener {
    /// Another page has come; these are all so far.
    void listed(List<Tool> tools);

    /// A step failed, in one sentence; what is listed stays usable.
    void failed(String reason);
}
