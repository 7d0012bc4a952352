package earshot.meeting.live;

import module java.base;

import earshot.id.MeetingId;
import earshot.meeting.LiveMeetingStatus;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingTranscript;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;

/// The watches that the console reads. The watch of a transcript exists as long as somebody holds it. Safe for use from any thread.
final class MeetingWatches {
    private static final Comparator<Meeting> NEWEST = Comparator.comparing(Meeting::startedAt).thenComparing(meeting -> meeting.id().value()).reversed();

    private final Map<MeetingId, LiveMeeting> live;
    /// Ended meetings by id, those in the trash included.
    final Map<MeetingId, Meeting> ended = new ConcurrentHashMap<>();
    private final Map<MeetingId, WeakReference<MutableWatch<MeetingTranscript>>> opened = new ConcurrentHashMap<>();
    final MutableWatch<List<Meeting>> meetings = new MutableWatch<>(List.of());
    final MutableWatch<List<LiveMeetingStatus>> running = new MutableWatch<>(List.of());

    MeetingWatches(Map<MeetingId, LiveMeeting> live) {
        this.live = live;
    }

    /// Adds or replaces an ended meeting.
    void put(Meeting meeting) {
        ended.put(meeting.id(), meeting);
    }

    Optional<MutableWatch<MeetingTranscript>> opened(MeetingId id) {
        return Optional.ofNullable(opened.get(id)).map(WeakReference::get);
    }

    Watch<MeetingTranscript> open(MeetingTranscript found) {
        MeetingId id = found.meeting().id();
        MutableWatch<MeetingTranscript> fresh = new MutableWatch<>(found);
        MutableWatch<MeetingTranscript> one = opened.compute(id, (_, old) -> old == null || old.get() == null ? new WeakReference<>(fresh) : old).get();
        // it may have changed before it was watched
        Optional.ofNullable(live.get(id)).ifPresent(this::changed);
        return one == null ? fresh : one;
    }

    void changed(LiveMeeting meeting) {
        opened(meeting.id()).ifPresent(watch -> watch.update(_ -> meeting.transcript()));
        refresh();
    }

    void changed(MeetingTranscript kept) {
        opened(kept.meeting().id()).ifPresent(watch -> watch.set(kept));
    }

    void remove(MeetingId id) {
        ended.remove(id);
        opened.remove(id);
        refresh();
    }

    /// Both lists are computed inside the update, which is repeated when another thread was faster, so that the newest state wins.
    void refresh() {
        meetings.update(
            _ -> Stream.concat(live.values().stream().map(LiveMeeting::meeting), ended.values().stream().filter(meeting -> !live.containsKey(meeting.id())))
            .sorted(NEWEST).toList());
        refreshRunning();
    }

    /// Called periodically: the amount of pending audio changes without any other event.
    void refreshRunning() {
        running.update(_ -> live.values().stream().sorted(Comparator.comparing(meeting -> meeting.meeting().startedAt())).map(LiveMeeting::status).toList());
    }
}
