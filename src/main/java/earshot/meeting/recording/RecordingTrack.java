package earshot.meeting.recording;

import module java.base;

import earshot.meeting.MeetingSentence.Span;

/// The recording of one device in one meeting, while it is made. Safe for use from any thread; nothing blocks.
public interface RecordingTrack {
    /// @param packet Opus, stored unchanged
    /// @param samples in it at 16 kHz
    void add(byte[] packet, int samples);

    /// The position of the newest audio in the recording, shorter than `length` when less was recorded, empty when it could not be.
    ///
    /// @param behind length of the audio that came after the part
    CompletableFuture<Optional<Span>> span(Duration length, Duration behind);

    /// Ends the recording of this device.
    void close();
}
