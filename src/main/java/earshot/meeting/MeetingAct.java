package earshot.meeting;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a person can ask of meetings.
public sealed interface MeetingAct {
    /// Begins a meeting without anybody touching a device.
    ///
    /// @param devices connected ones, at least one; all of them listen to one meeting
    /// @param title may be empty
    record Start(List<String> devices, String title) implements MeetingAct {}

    /// Has one more device listen to a running meeting.
    record Add(String meeting, String device) implements MeetingAct {}

    /// Ends a running meeting and sums it up.
    record Finish(String meeting) implements MeetingAct {}

    /// @param title empty for the summary's
    record Rename(String meeting, String title) implements MeetingAct {}

    /// @param name empty for what was sent
    record NameSpeaker(String meeting, String speaker, String name) implements MeetingAct {}

    /// Puts a person's words in place of a sentence; the first original is kept.
    ///
    /// @param text empty for the original
    record EditSegment(String meeting, long segment, String text) implements MeetingAct {}

    /// Marks the moment of a sentence, else one of a running meeting.
    ///
    /// @param at when somebody thought of it: naming a mark takes a while
    record Put(String meeting, Optional<Long> segment, Instant at, String label) implements MeetingAct {}

    record Unmark(String meeting, long mark) implements MeetingAct {}

    /// Into the trash; a running one is not taken.
    record Discard(String meeting) implements MeetingAct {}

    /// Out of the trash.
    record Restore(String meeting) implements MeetingAct {}

    /// For good, with its sounds and files; only from the trash.
    record Erase(String meeting) implements MeetingAct {}

    /// Deletes all kept sound, of one meeting or of all.
    record ForgetSounds(Optional<String> meeting) implements MeetingAct {}

    /// Asks the model once more for the summary of an ended meeting.
    record SumUpAgain(String meeting) implements MeetingAct {}

    /// Tells the webhook of an ended meeting once more.
    record SendAgain(String meeting) implements MeetingAct {}

    /// Writes a file.
    ///
    /// @param language of headings and dates
    record Save(String meeting, Format format, Path file, Locale language) implements MeetingAct {}

    enum Format { TXT, MARKDOWN, SRT, VTT, JSON }
}
