package earshot.meeting.archive;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.id.MeetingId;
import earshot.meeting.MeetingSentence;
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
        int restored = 0;
        int unreadable = 0;
        for (Path file : folder.mainFiles()) {
            try {
                Optional<MeetingTranscript> meeting = read(folder, file);
                if (meeting.isEmpty()) {
                    unreadable++;
                } else if (complete(meeting.get(), store, states)) {
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
        int restored = 0;
        int unreadable = 0;
        for (MeetingId id : states.notEnded(folder.indexed()).join()) {
            try {
                Optional<MeetingTranscript> meeting = read(folder, folder.mainFile(id)).filter(found -> found.meeting().id().equals(id));
                restored += meeting.isPresent() && bringBack(meeting.get(), store, states) ? 1 : 0;
                unreadable += meeting.isEmpty() && setAside(folder.mainFile(id), now) ? 1 : 0;
            } catch (IOException | RuntimeException e) {
                LOG.warn("the meeting {} cannot be read: {}", id, e.toString());
                unreadable += setAside(folder.mainFile(id), now) ? 1 : 0;
            }
        }
        return new MeetingImport(restored, unreadable);
    }

    /// False when the store continues with this meeting, and has what the files do not have.
    private static boolean bringBack(MeetingTranscript archived, MeetingStore store, ArchiveStateStore states) {
        Optional<MeetingTranscript> stored = store.read(archived.meeting().id()).join();
        if (stored.isEmpty()) {
            put(archived, store, states);
            return true;
        }
        List<MeetingSentence> missing = missing(archived, stored.get());
        if (archived.sentences().size() - missing.size() < stored.get().sentences().size()) {
            return false;
        }
        store.put(archived.meeting()).join();
        store.put(archived.meeting().id(), missing).join();
        putSummary(archived, store, states);
        return true;
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

    /// Adds what the store does not have of a meeting; false when it has everything.
    private static boolean complete(MeetingTranscript archived, MeetingStore store, ArchiveStateStore states) {
        Optional<MeetingTranscript> stored = store.read(archived.meeting().id()).join();
        if (stored.isEmpty()) {
            put(archived, store, states);
            return true;
        }
        List<MeetingSentence> missing = missing(archived, stored.get());
        boolean summary = stored.get().summary().isEmpty() && archived.summary().isPresent();
        if (stored.get().meeting().running() || missing.isEmpty() && !summary) {
            return false;
        }
        store.put(archived.meeting().id(), missing).join();
        if (summary) {
            putSummary(archived, store, states);
        }
        return true;
    }

    /// The archived sentences that are not stored, each numbered after the one before it.
    private static List<MeetingSentence> missing(MeetingTranscript archived, MeetingTranscript stored) {
        record Said(Instant at, String text) {}
        Map<Said, Long> numbers = new HashMap<>();
        stored.sentences().forEach(sentence -> numbers.put(new Said(sentence.at(), sentence.text()), sentence.number()));
        Set<Long> taken = new HashSet<>(numbers.values());
        List<MeetingSentence> missing = new ArrayList<>();
        long next = 0;
        for (MeetingSentence sentence : archived.sentences()) {
            Optional<Long> known = Optional.ofNullable(numbers.get(new Said(sentence.at(), sentence.text())));
            if (known.isEmpty()) {
                while (!taken.add(next)) {
                    next++;
                }
                missing.add(new MeetingSentence(next, sentence.at(), sentence.origin(), sentence.text(), sentence.original(), sentence.status(),
                    sentence.recordingSpan()));
            }
            next = known.orElse(next) + 1;
        }
        return missing;
    }

    private static void put(MeetingTranscript meeting, MeetingStore store, ArchiveStateStore states) {
        MeetingId id = meeting.meeting().id();
        store.put(meeting.meeting()).join();
        store.put(id, meeting.sentences()).join();
        meeting.speakers().forEach((speaker, name) -> store.nameSpeaker(id, speaker, name).join());
        putSummary(meeting, store, states);
    }

    private static void putSummary(MeetingTranscript meeting, MeetingStore store, ArchiveStateStore states) {
        MeetingId id = meeting.meeting().id();
        meeting.summary().ifPresent(summary -> {
            store.put(id, summary, meeting.metrics()).join();
            states.markAnnounced(new ArchiveStateStore.UnannouncedSummary(id, true, summary.at().toEpochMilli())).join();
        });
    }
}
