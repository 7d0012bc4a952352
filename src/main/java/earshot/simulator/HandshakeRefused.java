package earshot.simulator;

import java.io.IOException;

/// The server answered the upgrade with a status other than 101; the message is its status line.
public final class HandshakeRefused extends IOException {
    private static final long serialVersionUID = 1L;
    /// @param head status line and headers
    public HandshakeRefused(String head) {
        super(head.isBlank() ? "closed without an answer" : head.lines().findFirst().orElse(""));
    }
}
