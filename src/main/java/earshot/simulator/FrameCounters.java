package earshot.simulator;

/// Counts of packets, frames and refusals since the device was created.
///
/// @param sent microphone packets written to the socket
/// @param received binary messages of any kind
/// @param played frames that left the playback queue for the loudspeaker
/// @param overflow frames dropped because 40 were waiting already
/// @param unsolicited frames dropped because the device was not in the speaking state
/// @param discarded frames discarded from the queue by `tts start` or a barge-in
/// @param undecodable frames that were not a valid Opus packet, or were longer than announced in the hello
/// @param misframed binary messages that did not fit the protocol form
/// @param early frames that came less than 20 ms after `tts start`: a real board may lose them
/// @param underruns times that it had nothing to play within an answer
/// @param underrunNanos total duration of the underruns
/// @param refused transitions that the state machine refused
/// @param queued frames waiting now
public record FrameCounters(
    long sent,
    long received,
    long played,
    long overflow,
    long unsolicited,
    long discarded,
    long undecodable,
    long misframed,
    long early,
    long underruns,
    long underrunNanos,
    long refused,
    int queued) {

    public static final FrameCounters NONE = new FrameCounters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// Frames received and not played, without those still waiting.
    public long lost() {
        return overflow + unsolicited + discarded + undecodable + misframed;
    }
}
