package earshot.display;

import java.time.Duration;

/// Whether a badge has said that it shows a page.
public sealed interface Acknowledgement {
    /// A page that is not acknowledged after this long counts as [Missing]. Source: badge-protocol section 2.15.
    Duration LIMIT = Duration.ofSeconds(3);

    record Waiting() implements Acknowledgement {}

    /// @param after from sending the page, on the server's clock
    record Shown(Duration after) implements Acknowledgement {}

    /// The badge could not show it.
    ///
    /// @param code the badge's word for the reason
    record Failed(String code, Duration after) implements Acknowledgement {}

    /// It said nothing in time.
    record Missing() implements Acknowledgement {}
}
