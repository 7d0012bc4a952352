package earshot.meeting.live;

import module java.base;

import earshot.meeting.LiveMeetingStatus;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingTranscript;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;

/// The watches that the console reads. The watch of a transcript exists as long as somebody holds it. Safe for use from any thread.
final class MeetingWatches {
    private static final Comparator<Meeting> NEWEST = Comparator.comparing(Meeting::startedAt).thenComparing(Meeting::id).reversed();

    private final Map<String, LiveMeeting> live;
    private final Map<String, Meeting> ended = new ConcurrentHashMap<>();
    private final Map<String, WeakReference<MutableWatch<MeetingTranscript>>> opened = new ConcurrentHashMap<>();
    private final MutableWatch<List<Meeting>> meetings = new MutableWatch<>(List.of());
    private final MutableWatch<List<LiveMeetingStatus>> liveMeetingStatus = new MutableWatch<>(List.of());

    MeetingWatches(Map<String, LiveMeeting> live) {
        this.live = live;
    }

    Watch<List<Meeting>> meetings() {
        return meetings;
    }

    Watch<List<LiveMeetingStatus>> running() {
        return liveMeetingStatus;
    }

    /// Ended meetings by id, those in the trash included.
    Map<String, Meeting> ended() {
        return ended;
    }

    /// Adds or replaces an ended meeting.
    void put(Meeting meeting) {
        ended.put(meeting.id(), meeting);
    }

    Optional<Watch<MeetingTranscript>> opened(String id) {
        return Optional.ofNullable(opened.get(id)).map(WeakReference::get);
    }

    Watch<MeetingTranscript> open(MeetingTranscript found) {
        String id = found.meeting().id();
        MutableWatch<MeetingTranscript> fresh = new MutableWatch<>(found);
        MutableWatch<MeetingTranscript> one = opened.compute(id, (_, old) -> old == null || old.get() == null ? new WeakReference<>(fresh) : old).get();
        // it may have changed before it was watched
        Optional.ofNullable(live.get(id)).ifPresent(this::changed);
        return one == null ? fresh : one;
    }

    void changed(LiveMeeting meeting) {
        openedCell(meeting.id()).ifPresent(mutableWatch -> mutableWatch.update(_ -> meeting.transcript()));
        refresh();
    }

    void changed(MeetingTranscript kept) {
        openedCell(kept.meeting().id()).ifPresent(mutableWatch -> mutableWatch.set(kept));
    }

    void remove(String id) {
        ended.remove(id);
        opened.remove(id);
        refresh();
    }

    /// Both lists are computed inside the update, which is repeated when another thread was faster, so that the newest state wins.
    void refresh() {
        meetings.update(_ -> Stream.concat(live.values().stream().map(LiveMeeting::meeting), ended.values().stream().filter(meeting -> !live.containsKey(meeting.id())))
            .sorted(NEWEST).toList());
        refreshRunning();
    }

    /// Called periodically: the amount of pending audio changes without any other event.
    void refreshRunning() {
        liveMeetingStatus.update(_ -> live.values().stream().sorted(Comparator.comparing(meeting -> meeting.meeting().startedAt())).map(LiveMeeting::status).toList());
    }

    private Optional<MutableWatch<MeetingTranscript>> openedCell(String id) {
        return Optional.ofNullable(opened.get(id)).map(WeakReference::get);
    }
}
