package earshot.meeting;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.MeetingId;

/// A command of a person about meetings.
public sealed interface MeetingCommand {
    /// Begins a meeting from the console.
    ///
    /// @param devices connected ones, at least one; all of them listen to the one meeting
    /// @param title may be empty
    record Start(List<DeviceId> devices, String title) implements MeetingCommand {
        public Start {
            title = title.strip();
        }
    }

    /// Adds a device to a running meeting.
    record AddDevice(MeetingId meeting, DeviceId device) implements MeetingCommand {}

    /// Ends a running meeting and has its summary written.
    record Finish(MeetingId meeting) implements MeetingCommand {}

    /// Lets an ended meeting run again, with those of its devices that are connected; it waits for the others.
    record Continue(MeetingId meeting) implements MeetingCommand {}

    /// Makes one meeting of two ended ones, which go to the trash.
    record Join(MeetingId one, MeetingId other) implements MeetingCommand {}

    /// Undoes a [Join]: the two come out of the trash, and what they became goes there.
    record Separate(MeetingId joined) implements MeetingCommand {}

    /// Lets a running meeting continue although nobody says anything.
    record KeepGoing(MeetingId meeting) implements MeetingCommand {}

    /// Changes what is written of a meeting, whether it runs or has ended.
    sealed interface Edit extends MeetingCommand {
        MeetingId meeting();
    }

    /// @param title empty to use the summary's
    record Rename(MeetingId meeting, String title) implements Edit {
        public Rename {
            title = title.strip();
        }
    }

    /// @param name empty to show the speaker id as sent
    record NameSpeaker(MeetingId meeting, String speaker, String name) implements Edit {
        public NameSpeaker {
            name = name.strip();
        }
    }

    /// Replaces the text of a sentence; the first original is kept.
    ///
    /// @param text empty to restore the original
    record EditSentence(MeetingId meeting, long sentence, String text) implements Edit {
        public EditSentence {
            text = text.strip();
        }
    }

    /// Marks the time of a sentence or, without one, a time of a running meeting.
    ///
    /// @param at when the person decided to mark it: typing a label takes a while
    record AddBookmark(MeetingId meeting, Optional<Long> sentence, Instant at, String label) implements Edit {
        public AddBookmark {
            label = label.strip();
        }
    }

    record RemoveBookmark(MeetingId meeting, long bookmark) implements Edit {}

    /// Moves an ended meeting to the trash.
    record MoveToTrash(MeetingId meeting) implements MeetingCommand {}

    /// Takes a meeting out of the trash.
    record Restore(MeetingId meeting) implements MeetingCommand {}

    /// Deletes a meeting in the trash for good, with its recordings and files.
    record DeletePermanently(MeetingId meeting) implements MeetingCommand {}

    /// Deletes the recordings of one meeting or of all.
    record DeleteRecordings(Optional<MeetingId> meeting) implements MeetingCommand {}

    /// Has the summary of an ended meeting written again.
    record Resummarize(MeetingId meeting) implements MeetingCommand {}

    /// Shows another of the texts of an ended meeting.
    ///
    /// @param version see [TranscriptVersion]
    record ShowVersion(MeetingId meeting, int version) implements MeetingCommand {}

    /// Deletes one of several texts of an ended meeting, with its summaries; where it is the one that is shown, the newest of the others is shown.
    record DeleteVersion(MeetingId meeting, int version) implements MeetingCommand {}

    /// Sends the summary of an ended meeting to the webhook again.
    record ResendWebhook(MeetingId meeting) implements MeetingCommand {}

    /// Exports a meeting to a file.
    ///
    /// @param language of headings and dates
    /// @param windows whether a text is written as older programs on Windows need it
    record Export(MeetingId meeting, Format format, Path file, Locale language, boolean windows) implements MeetingCommand {
        public Export(MeetingId meeting, Format format, Path file, Locale language) {
            this(meeting, format, file, language, false);
        }
    }

    enum Format { TXT, MARKDOWN, DOCX, HTML, SRT, VTT, JSON }
}
