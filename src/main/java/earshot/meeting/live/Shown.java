package earshot.meeting.live;

import earshot.meeting.Meeting;
import earshot.meeting.Running;
import earshot.meeting.Transcript;
import earshot.watch.Cell;
import earshot.watch.Watch;
import java.lang.ref.WeakReference;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The watches that the console reads. The watch of a transcript exists as long as somebody holds it. Safe for use from any thread.
final class Shown {
    private static final Comparator<Meeting> NEWEST = Comparator.comparing(Meeting::startedAt).thenComparing(Meeting::id).reversed();

    private final Map<String, LiveMeeting> live;
    private final Map<String, Meeting> ended = new ConcurrentHashMap<>();
    private final Map<String, WeakReference<Cell<Transcript>>> opened = new ConcurrentHashMap<>();
    private final Cell<List<Meeting>> meetings = new Cell<>(List.of());
    private final Cell<List<Running>> running = new Cell<>(List.of());

    Shown(Map<String, LiveMeeting> live) {
        this.live = live;
    }

    Watch<List<Meeting>> meetings() {
        return meetings;
    }

    Watch<List<Running>> running() {
        return running;
    }

    /// Ended meetings by id, those in the trash included.
    Map<String, Meeting> ended() {
        return ended;
    }

    /// Adds or replaces an ended meeting.
    void put(Meeting meeting) {
        ended.put(meeting.id(), meeting);
    }

    Optional<Watch<Transcript>> opened(String id) {
        return Optional.ofNullable(opened.get(id)).map(WeakReference::get);
    }

    Watch<Transcript> open(Transcript found) {
        String id = found.meeting().id();
        Cell<Transcript> fresh = new Cell<>(found);
        Cell<Transcript> one = opened.compute(id, (_, old) -> old == null || old.get() == null ? new WeakReference<>(fresh) : old).get();
        // it may have changed before it was watched
        Optional.ofNullable(live.get(id)).ifPresent(this::changed);
        return one == null ? fresh : one;
    }

    void changed(LiveMeeting meeting) {
        look(meeting.id()).ifPresent(cell -> cell.update(_ -> meeting.transcript()));
        refresh();
    }

    void changed(Transcript kept) {
        look(kept.meeting().id()).ifPresent(cell -> cell.set(kept));
    }

    void gone(String id) {
        ended.remove(id);
        opened.remove(id);
        refresh();
    }

    /// Both lists are computed inside the update, which is repeated when another thread was faster, so that the newest state wins.
    void refresh() {
        meetings.update(_ -> Stream.concat(live.values().stream().map(LiveMeeting::meeting), ended.values().stream().filter(meeting -> !live.containsKey(meeting.id())))
            .sorted(NEWEST).toList());
        tick();
    }

    /// Called periodically: the amount of pending audio changes without any other event.
    void tick() {
        running.update(_ -> live.values().stream().sorted(Comparator.comparing(meeting -> meeting.meeting().startedAt())).map(LiveMeeting::running).toList());
    }

    private Optional<Cell<Transcript>> look(String id) {
        return Optional.ofNullable(opened.get(id)).map(WeakReference::get);
    }
}
