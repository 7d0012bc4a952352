package earshot.fault;

import module java.base;

/// What happens to messages on their way. Zero is nothing.
///
/// @param jitter the most that is added to the delay, another time for each message
/// @param hold messages leave together each time so much has passed
/// @param lossPercent of the frames
/// @param reorderingPercent of the frames, which leave after the next one
public record Impairment(Duration delay, Duration jitter, Duration hold, int lossPercent, int reorderingPercent) {
    /// The same with something that comes on top of the delay.
    public Impairment later(Duration more) {
        return new Impairment(delay.plus(more), jitter, hold, lossPercent, reorderingPercent);
    }
}
