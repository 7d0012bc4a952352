package earshot.meeting;

import module java.base;

import earshot.id.DeviceId;

/// One sentence of a meeting.
///
/// @param number unique in its meeting, from 0 in order of arrival; a partial that grows keeps its number
/// @param at when it was said, wall clock, ms
/// @param text cleaned and corrected by the glossary; a person's edit when there is one
/// @param original the text before a person edited it
/// @param recordingSpan its position in the recording of its device; empty when there is none
public record MeetingSentence(long number, Instant at, Origin origin, String text, Optional<String> original, Status status, Optional<Span> recordingSpan) {
    /// `PENDING` waits for the next merge, `MERGED` belongs to the transcript, `DUPLICATE` repeats another and is kept for inspection only.
    public enum Status { PENDING, MERGED, DUPLICATE }

    /// @param device through which it came
    /// @param speaker as sent, else the device
    /// @param tag as sent, empty when none was
    public record Origin(DeviceId device, String speaker, String tag) {}

    /// @param from since the start of the device's recording
    public record Span(Duration from, Duration length) {}

    public DeviceId device() {
        return origin.device;
    }

    public String speaker() {
        return origin.speaker;
    }

    public String tag() {
        return origin.tag;
    }

    public MeetingSentence withStatus(Status other) {
        return new MeetingSentence(number, at, origin, text, original, other, recordingSpan);
    }

    public MeetingSentence withText(String other, Optional<String> itsOriginal) {
        return new MeetingSentence(number, at, origin, other, itsOriginal, status, recordingSpan);
    }

    public MeetingSentence withRecordingSpan(Optional<Span> other) {
        return new MeetingSentence(number, at, origin, text, original, status, other);
    }

    public boolean counts() {
        return status != Status.DUPLICATE;
    }
}
