package earshot.session;

import java.util.List;

/// What the server says to a device by itself.
public interface Announcement {
    /// One after the other, never empty.
    List<String> sentences();

    /// It is over, or was interrupted. Not called when the connection ended meanwhile.
    ///
    /// @param begun how many of the sentences the device began to play
    void ended(int begun);
}
