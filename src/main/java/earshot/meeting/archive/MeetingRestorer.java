package earshot.meeting.archive;

import module java.base;

import earshot.id.MeetingId;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingStore;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.store.ArchiveStateStore;

/// Puts archived meetings back into the database. Waits for the disk; not for the FX thread.
///
/// @param states marks restored summaries as announced: devices got them before
record MeetingRestorer(MeetingStore store, ArchiveStateStore states) {
    /// False when the store continues with this meeting, and has what the files do not have.
    boolean bringBack(MeetingTranscript archived) {
        Optional<MeetingTranscript> stored = store.read(archived.meeting().id()).join();
        if (stored.isEmpty()) {
            put(archived);
            return true;
        }
        List<MeetingSentence> missing = missing(archived, stored.get());
        if (archived.sentences().size() - missing.size() < stored.get().sentences().size()) {
            return false;
        }
        store.put(archived.meeting()).join();
        store.put(archived.meeting().id(), missing).join();
        putSummary(archived);
        return true;
    }

    /// Adds what the store does not have of a meeting; false when it has everything.
    boolean complete(MeetingTranscript archived) {
        Optional<MeetingTranscript> stored = store.read(archived.meeting().id()).join();
        if (stored.isEmpty()) {
            put(archived);
            return true;
        }
        List<MeetingSentence> missing = missing(archived, stored.get());
        boolean summary = stored.get().summary().isEmpty() && archived.summary().isPresent();
        if (stored.get().meeting().running() || missing.isEmpty() && !summary) {
            return false;
        }
        store.put(archived.meeting().id(), missing).join();
        if (summary) {
            putSummary(archived);
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

    private void put(MeetingTranscript meeting) {
        MeetingId id = meeting.meeting().id();
        store.put(meeting.meeting()).join();
        store.put(id, meeting.sentences()).join();
        meeting.speakers().forEach((speaker, name) -> store.nameSpeaker(id, speaker, name).join());
        putSummary(meeting);
    }

    private void putSummary(MeetingTranscript meeting) {
        MeetingId id = meeting.meeting().id();
        meeting.summary().ifPresent(summary -> {
            store.put(id, summary, meeting.metrics()).join();
            states.markAnnounced(new ArchiveStateStore.UnannouncedSummary(id, true, summary.at().toEpochMilli())).join();
        });
    }
}
