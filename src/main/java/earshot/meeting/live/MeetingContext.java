package earshot.meeting.live;

import module java.base;

import earshot.event.EventCode;
import earshot.event.EventText;
import earshot.id.MeetingId;
import earshot.meeting.MeetingSettings;
import earshot.meeting.MeetingSharingSettings;
import earshot.meeting.MeetingTranscript;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the parts of one unfinished meeting share. Its lock guards `state` and `participants`: writes are queued and messages handed over
/// under it, in the order of the changes, and nothing blocks under it.
final class MeetingContext {
    private static final Logger LOG = LoggerFactory.getLogger(LiveMeeting.class);

    final MeetingDependencies dependencies;
    final LiveMeetings meetings;
    final MeetingState state;
    final Participants participants;
    final MeetingWriter writer;
    private final Runnable changeListener;
    private final SteadyClock clock;

    /// @param kept a new meeting, or one read from the store
    /// @param changeListener called without the lock after each change
    MeetingContext(MeetingDependencies dependencies, LiveMeetings meetings, MeetingTranscript kept, Runnable changeListener) {
        this.dependencies = dependencies;
        this.meetings = meetings;
        this.changeListener = changeListener;
        state = new MeetingState(kept);
        clock = new SteadyClock(dependencies.time(), state.sentences.lastAt());
        participants = new Participants(() -> dependencies.settings().get().of(MeetingSharingSettings.SECTION).broadcast(), meetings::participants);
        writer = new MeetingWriter(dependencies.meetingStore(), dependencies.problems(), state.id, () -> locked(state::meeting),
            number -> state.sentences.find(number).orElseThrow());
    }

    MeetingId id() {
        return state.id;
    }

    MeetingSettings settings() {
        return dependencies.settings().get().of(MeetingSettings.SECTION);
    }

    Instant now() {
        return clock.now().truncatedTo(ChronoUnit.MILLIS);
    }

    synchronized <T> T locked(Supplier<T> action) {
        return action.get();
    }

    /// Runs a change under the lock, and reports it.
    <T> T change(Supplier<T> change) {
        T result = locked(change);
        changeListener.run();
        return result;
    }

    void change(Runnable change) {
        change(() -> {
            change.run();
            return true;
        });
    }

    void logEvent(EventCode code, Object... args) {
        LOG.info("meeting {}: {}", id(), EventText.of(code, args).in(Locale.ENGLISH));
        dependencies.events().log(locked(state.devices::getFirst), "meeting", code, args);
    }
}
