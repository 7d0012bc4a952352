package earshot.simulator;

/// What a device has done since it was made.
///
/// @param sent microphone packets written to the socket
/// @param received binary messages of any kind
/// @param played frames that really left the playback queue into the loudspeaker
/// @param overflow frames dropped because 40 waited already
/// @param unasked frames dropped because it was not speaking
/// @param wiped frames that `tts start` or a barge-in threw out of the queue
/// @param undecodable frames that were no Opus packet, or did not fit the hello
/// @param misframed binary messages that did not fit the protocol form
/// @param early frames that came less than 20 ms after `tts start`: a real board may lose them
/// @param underruns times it had nothing to play within a stretch of speech
/// @param underrunNanos how long that was in all
/// @param refused transitions that the state machine refused
/// @param queued frames that wait now
public record Counters(
    long sent,
    long received,
    long played,
    long overflow,
    long unasked,
    long wiped,
    long undecodable,
    long misframed,
    long early,
    long underruns,
    long underrunNanos,
    long refused,
    int queued) {

    public static final Counters NONE = new Counters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// Frames that came and were not played, without those that still wait.
    public long lost() {
        return overflow + unasked + wiped + undecodable + misframed;
    }
}
