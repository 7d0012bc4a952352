package earshot.access.token;

import earshot.id.DeviceId;
import java.util.Optional;

/// Judges the tokens that somebody else issued. Safe for use from any thread.
@FunctionalInterface
public interface TokenCheck {
    /// Knows no such tokens.
    TokenCheck NONE = (_, _) -> Optional.empty();

    /// Waits for up to 3 s; for virtual threads. Empty when it is not a token of this kind, or none are taken.
    ///
    /// @param device that gave it
    Optional<TokenVerdict> check(String token, DeviceId device);
}
