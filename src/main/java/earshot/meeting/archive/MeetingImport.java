package earshot.meeting.archive;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.id.MeetingId;
import earshot.meeting.MeetingStore;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.store.ArchiveStateStore;
import earshot.problem.ProblemReason;
import earshot.store.HomeDirectory;
import earshot.store.UnusableFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings meetings, or what is missing of them, back from their files into a database that has lost them. For before the archive starts: it deletes the
/// files of meetings that the database does not hold.
///
/// @param restored how many were brought back
/// @param unreadable files that could not be read
public record MeetingImport(int restored, int unreadable) {
    private static final Logger LOG = LoggerFactory.getLogger(MeetingImport.class);

    /// Brings back what the files have and the database has not, in part or as a whole: for after it was replaced. Waits for the disk.
    public static MeetingImport run(HomeDirectory home, MeetingStore store, ArchiveStateStore states, Instant now) {
        ArchiveFolder folder = new ArchiveFolder(home.meetings());
        MeetingRestorer restorer = new MeetingRestorer(store, states);
        int restored = 0;
        int unreadable = 0;
        for (Path file : folder.mainFiles()) {
            try {
                Optional<MeetingTranscript> meeting = read(folder, file);
                if (meeting.isEmpty()) {
                    unreadable++;
                } else if (restorer.complete(meeting.get())) {
                    restored++;
                }
            } catch (IOException | RuntimeException e) {
                LOG.warn("{} cannot be read as a meeting: {}", file, e.toString());
                unreadable++;
            }
        }
        // what is left of the index cannot be read, and is counted already
        lost(home, store, states, now);
        return new MeetingImport(restored, unreadable);
    }

    /// Brings back the meetings of the index that the database does not hold as ended ones: an older database was put in the place of the newer one, or its
    /// log was cut off. A meeting that was deleted had left the index before. What cannot be read is set aside. Waits for the disk.
    public static MeetingImport lost(HomeDirectory home, MeetingStore store, ArchiveStateStore states, Instant now) {
        ArchiveFolder folder = new ArchiveFolder(home.meetings());
        MeetingRestorer restorer = new MeetingRestorer(store, states);
        int restored = 0;
        int unreadable = 0;
        for (MeetingId id : states.notEnded(folder.indexed()).join()) {
            try {
                Optional<MeetingTranscript> meeting = read(folder, folder.mainFile(id)).filter(found -> found.meeting().id().equals(id));
                restored += meeting.isPresent() && restorer.bringBack(meeting.get()) ? 1 : 0;
                unreadable += meeting.isEmpty() && setAside(folder.mainFile(id), now) ? 1 : 0;
            } catch (IOException | RuntimeException e) {
                LOG.warn("the meeting {} cannot be read: {}", id, e.toString());
                unreadable += setAside(folder.mainFile(id), now) ? 1 : 0;
            }
        }
        return new MeetingImport(restored, unreadable);
    }

    /// False when there is no such file.
    private static boolean setAside(Path file, Instant now) {
        try {
            return Files.exists(file) && !UnusableFile.setAside(file, now, ProblemReason.NOT_A_FILE).to().equals(file);
        } catch (IOException e) {
            LOG.warn("{} stays where it is: {}", file, e.toString());
            return true;
        }
    }

    private static Optional<MeetingTranscript> read(ArchiveFolder folder, Path file) throws IOException {
        Optional<JsonNode> main = ArchiveFolder.read(file);
        if (main.isEmpty()) {
            return Optional.empty();
        }
        return ArchivedMeetingReader.meeting(main.get(), folder.page(main.get(), 0, Integer.MAX_VALUE).items());
    }
}
