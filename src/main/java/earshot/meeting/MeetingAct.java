package earshot.meeting;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A command of a person about meetings.
public sealed interface MeetingAct {
    /// Begins a meeting from the console.
    ///
    /// @param devices connected ones, at least one; all of them listen to the one meeting
    /// @param title may be empty
    record Start(List<String> devices, String title) implements MeetingAct {}

    /// Adds a device to a running meeting.
    record Add(String meeting, String device) implements MeetingAct {}

    /// Ends a running meeting and has its summary written.
    record Finish(String meeting) implements MeetingAct {}

    /// @param title empty to use the summary's
    record Rename(String meeting, String title) implements MeetingAct {}

    /// @param name empty to show the speaker id as sent
    record NameSpeaker(String meeting, String speaker, String name) implements MeetingAct {}

    /// Replaces the text of a sentence; the first original is kept.
    ///
    /// @param text empty to restore the original
    record EditSegment(String meeting, long segment, String text) implements MeetingAct {}

    /// Marks the time of a sentence or, without one, a time of a running meeting.
    ///
    /// @param at when the person decided to mark it: typing a label takes a while
    record Put(String meeting, Optional<Long> segment, Instant at, String label) implements MeetingAct {}

    record Unmark(String meeting, long mark) implements MeetingAct {}

    /// Moves an ended meeting to the trash.
    record Discard(String meeting) implements MeetingAct {}

    /// Takes a meeting out of the trash.
    record Restore(String meeting) implements MeetingAct {}

    /// Deletes a meeting in the trash for good, with its recordings and files.
    record Erase(String meeting) implements MeetingAct {}

    /// Deletes the recordings of one meeting or of all.
    record ForgetSounds(Optional<String> meeting) implements MeetingAct {}

    /// Has the summary of an ended meeting written again.
    record SumUpAgain(String meeting) implements MeetingAct {}

    /// Sends the summary of an ended meeting to the webhook again.
    record SendAgain(String meeting) implements MeetingAct {}

    /// Exports a meeting to a file.
    ///
    /// @param language of headings and dates
    record Save(String meeting, Format format, Path file, Locale language) implements MeetingAct {}

    enum Format { TXT, MARKDOWN, SRT, VTT, JSON }
}
