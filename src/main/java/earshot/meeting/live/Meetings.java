package earshot.meeting.live;

import earshot.audio.Speech;
import earshot.config.MeetingSettings;
import earshot.meeting.Hit;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingAct;
import earshot.meeting.MeetingModel;
import earshot.meeting.Running;
import earshot.meeting.Transcript;
import earshot.problem.Code;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import earshot.problem.Subject;
import earshot.time.Time;
import earshot.watch.Watch;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Manages all meetings; one instance an engine. Safe for use from any thread; only the constructor and [#close] block.
public final class Meetings implements MeetingModel, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Meetings.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration SWEEP = Duration.ofHours(1);
    /// How long [#close] waits for running finalizers to stop.
    private static final Duration LAST_CALL = Duration.ofSeconds(5);
    private static final int HITS = 200;

    private final MeetingParts parts;
    private final Map<String, LiveMeeting> live = new ConcurrentHashMap<>();
    private final Map<String, Place> places = new ConcurrentHashMap<>();
    private final Shown shown;
    private final EndedMeetings ended;
    private final Table table = new Own();
    private final List<Time.Timer> timers;
    private volatile Terms terms;
    private volatile boolean closing;

    /// Reads the store: running meetings wait for their devices, and finalizing continues where it had begun.
    public Meetings(MeetingParts parts) {
        this.parts = parts;
        shown = new Shown(live);
        ended = new EndedMeetings(parts, shown, () -> closing);
        terms = new Terms(settings().writing());
        read();
        shown.refresh();
        live.values().forEach(meeting -> {
            if (meeting.seatState() == Seat.State.FINALIZING) {
                meeting.resumeEnding();
            } else {
                meeting.awaitReturn();
            }
        });
        ended.sweep();
        timers = List.of(parts.time().every(TICK, shown::tick), parts.time().every(SWEEP, ended::sweep));
    }

    /// The participation of a connection, created once its device is known and before any other use; every connection needs one, because a
    /// connection without a meeting may be invited to one and be sent copies. [Seat#leave] ends it.
    public Seat seat(Attendee attendee) {
        Place place = new Place(this, attendee);
        places.put(attendee.deviceId(), place);
        return place;
    }

    /// Performs a command. [MeetingAct.Finish] and [MeetingAct.SumUpAgain] complete when the summary is stored.
    ///
    /// @return the id of the meeting, empty for all; fails with [ProblemException]
    public CompletableFuture<String> perform(MeetingAct act) {
        try {
            return switch (act) {
                case MeetingAct.Start wanted -> start(wanted);
                case MeetingAct.Add wanted -> add(wanted);
                case MeetingAct.Finish wanted -> running(wanted.meeting()).map(meeting -> meeting.finish(Seat.Cause.CONSOLE.name(), Optional.empty()).thenApply(_ -> meeting.id()))
                    .orElseGet(() -> CompletableFuture.completedFuture(ended.known(wanted.meeting()).id()));
                case MeetingAct.Rename wanted -> {
                    String title = wanted.title().strip();
                    yield running(wanted.meeting()).map(meeting -> id(meeting, meeting.rename(title))).orElseGet(() -> ended.rename(wanted.meeting(), title));
                }
                case MeetingAct.NameSpeaker wanted -> {
                    String name = wanted.name().strip();
                    yield running(wanted.meeting()).map(meeting -> id(meeting, meeting.nameSpeaker(wanted.speaker(), name)))
                        .orElseGet(() -> ended.nameSpeaker(wanted.meeting(), wanted.speaker(), name));
                }
                case MeetingAct.EditSegment wanted -> {
                    String text = wanted.text().strip();
                    yield running(wanted.meeting()).map(meeting -> id(meeting, meeting.edit(wanted.segment(), text).orElseThrow(() -> noSentence(meeting.id(), wanted.segment()))))
                        .orElseGet(() -> ended.edit(wanted.meeting(), wanted.segment(), text));
                }
                case MeetingAct.Put wanted -> {
                    String label = wanted.label().strip();
                    yield running(wanted.meeting()).map(meeting -> id(meeting, meeting.mark(wanted.segment(), wanted.at(), label).orElseThrow(() -> noSentence(meeting.id(), wanted.segment().orElse(-1L)))))
                        .orElseGet(() -> ended.mark(wanted.meeting(), wanted.segment(), label));
                }
                case MeetingAct.Unmark wanted -> running(wanted.meeting()).map(meeting -> id(meeting, meeting.unmark(wanted.mark())))
                    .orElseGet(() -> ended.unmark(wanted.meeting(), wanted.mark()));
                case MeetingAct.Discard wanted -> ended.discard(over(wanted.meeting()));
                case MeetingAct.Restore wanted -> ended.restore(over(wanted.meeting()));
                case MeetingAct.Erase wanted -> ended.erase(over(wanted.meeting()));
                case MeetingAct.ForgetSounds wanted -> forgetSounds(wanted.meeting());
                case MeetingAct.SumUpAgain wanted -> ended.sumUpAgain(over(wanted.meeting()));
                case MeetingAct.SendAgain wanted -> ended.sendAgain(over(wanted.meeting()));
                case MeetingAct.Save wanted -> transcript(wanted.meeting()).thenCompose(found -> parts.outlets().save(found, wanted)).thenApply(_ -> wanted.meeting());
            };
        } catch (ProblemException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public Watch<List<Meeting>> meetings() {
        return shown.meetings();
    }

    @Override
    public Watch<List<Running>> running() {
        return shown.running();
    }

    @Override
    public CompletableFuture<Watch<Transcript>> open(String id) {
        return shown.opened(id).<CompletableFuture<Watch<Transcript>>>map(CompletableFuture::completedFuture)
            .orElseGet(() -> transcript(id).thenApply(shown::open));
    }

    /// Reads an ended meeting again, after something other than [#perform] changed it in the store.
    public void refresh(String id) {
        ended.refresh(id);
    }

    @Override
    public CompletableFuture<List<Hit>> search(String words) {
        return parts.book().search(words, HITS);
    }

    @Override
    public CompletableFuture<Optional<Speech>> sound(String meeting, long segment) {
        return transcript(meeting).thenCompose(found -> found.segments().stream().filter(one -> one.number() == segment).findFirst()
            .map(one -> parts.outlets().sound(meeting, one)).orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())));
    }

    @Override
    public CompletableFuture<String> preview(String meeting, MeetingAct.Format format, Locale language) {
        return transcript(meeting).thenApply(found -> parts.outlets().preview(found, format, language));
    }

    /// Stops all timers. Running meetings resume when the program starts again, and unfinished summaries are written then. Call it after
    /// the connections are closed and before the store is.
    @Override
    public void close() {
        closing = true;
        timers.forEach(Time.Timer::cancel);
        CompletableFuture<?>[] over = live.values().stream().map(LiveMeeting::stop).toArray(CompletableFuture[]::new);
        if (parts.time().await(CompletableFuture.allOf(over).thenApply(_ -> true), LAST_CALL).isEmpty()) {
            LOG.warn("a meeting that was being summed up did not stop in time");
        }
    }

    // --- for connections ---

    MeetingParts parts() {
        return parts;
    }

    MeetingSettings settings() {
        return parts.settings().get().meetings();
    }

    /// Resumes the meeting that the device left, joins that of others, or begins one.
    synchronized LiveMeeting enter(Place place) {
        for (Optional<LiveMeeting> found = joinable(place); found.isPresent(); found = joinable(place)) {
            // a meeting that ends meanwhile is not found again
            if (found.get().join(place)) {
                found.get().note(place.deviceId() + " attends");
                return found.get();
            }
        }
        LiveMeeting begun = begin(place.sessionId(), List.of(place.deviceId()), "");
        begun.begin();
        begun.join(place);
        begun.note("begun");
        return begun;
    }

    /// The meeting of a device that is running or being finalized.
    Optional<LiveMeeting> unfinished(String device) {
        return attended(device).or(() -> live.values().stream().filter(meeting -> meeting.concerns(device)).findFirst());
    }

    /// The meeting of a device that ended no longer ago than it could have been resumed.
    Optional<Meeting> lately(String device) {
        Instant since = parts.time().now().minus(settings().resume());
        return shown.meetings().get().stream().filter(meeting -> meeting.devices().contains(device) && meeting.trashedAt().isEmpty() && meeting.endedAt().filter(since::isBefore).isPresent())
            .findFirst();
    }

    private Optional<LiveMeeting> attended(String device) {
        return live.values().stream().filter(meeting -> meeting.has(device)).findFirst();
    }

    void left(Place place) {
        places.remove(place.deviceId(), place);
    }

    private Optional<LiveMeeting> joinable(Place place) {
        return attended(place.deviceId()).or(() -> switch (settings().join()) {
            case OFF -> Optional.empty();
            case GROUP -> newest().filter(meeting -> meeting.attending().stream().anyMatch(device -> Copies.sameGroup(device, place.deviceId()))).findFirst();
            case ALL -> newest().filter(meeting -> !meeting.attending().isEmpty()).findFirst();
        });
    }

    private Stream<LiveMeeting> newest() {
        return live.values().stream().sorted(Comparator.comparing((LiveMeeting meeting) -> meeting.meeting().startedAt()).reversed());
    }

    private LiveMeeting begin(String wantedId, List<String> devices, String title) {
        boolean taken = live.containsKey(wantedId) || ended.has(wantedId);
        Instant now = parts.time().now().truncatedTo(ChronoUnit.MILLIS);
        Meeting meeting = new Meeting(taken ? UUID.randomUUID().toString() : wantedId, title, Meeting.State.LIVE, devices, now, Optional.empty(), now, 0, false, Optional.empty());
        LiveMeeting begun = new LiveMeeting(parts, table, new Transcript(meeting, List.of(), List.of(), Map.of(), List.of(), Optional.empty(), Optional.empty(), List.of()));
        live.put(meeting.id(), begun);
        shown.refresh();
        return begun;
    }

    // --- commands ---

    private CompletableFuture<String> start(MeetingAct.Start wanted) {
        List<Place> called;
        LiveMeeting begun;
        CompletableFuture<?> kept;
        synchronized (this) {
            called = wanted.devices().stream().distinct().map(this::free).toList();
            if (called.isEmpty()) {
                throw new ProblemException(Problem.of(Code.DEVICE_ABSENT, "–"));
            }
            begun = begin(called.getFirst().sessionId(), called.stream().map(Place::deviceId).toList(), wanted.title().strip());
            kept = begun.begin();
        }
        begun.note("begun from the console");
        called.forEach(Place::called);
        return id(begun, kept);
    }

    private CompletableFuture<String> add(MeetingAct.Add wanted) {
        LiveMeeting meeting = running(wanted.meeting()).orElseThrow(() -> new ProblemException(Problem.of(Code.MEETING_OVER, subject(wanted.meeting()), ended.known(wanted.meeting()).id())));
        Place place;
        CompletableFuture<?> kept;
        synchronized (this) {
            place = free(wanted.device());
            kept = meeting.expect(place.deviceId()).orElseThrow(() -> new ProblemException(Problem.of(Code.MEETING_OVER, subject(meeting.id()), meeting.id())));
        }
        place.called();
        shown.refresh();
        return id(meeting, kept);
    }

    private Place free(String device) {
        Place place = Optional.ofNullable(places.get(device)).orElseThrow(() -> new ProblemException(Problem.of(Code.DEVICE_ABSENT, new Subject.Device(device), device)));
        if (attended(device).isPresent()) {
            throw new ProblemException(Problem.of(Code.MEETING_BUSY, new Subject.Device(device), device));
        }
        return place;
    }

    private CompletableFuture<String> forgetSounds(Optional<String> meeting) {
        return parts.outlets().forgetSounds(meeting).thenCompose(_ -> {
            live.values().stream().filter(one -> meeting.isEmpty() || meeting.get().equals(one.id())).forEach(LiveMeeting::forgetSounds);
            return ended.forgetSounds(meeting);
        }).thenApply(_ -> meeting.orElse(""));
    }

    private Optional<LiveMeeting> running(String id) {
        return Optional.ofNullable(live.get(id));
    }

    private String over(String id) {
        if (live.containsKey(id)) {
            throw new ProblemException(Problem.of(Code.MEETING_RUNNING, subject(id), id));
        }
        return ended.known(id).id();
    }

    private CompletableFuture<Transcript> transcript(String id) {
        return running(id).map(LiveMeeting::transcript).map(CompletableFuture::completedFuture).orElseGet(() -> ended.transcript(id));
    }

    private static CompletableFuture<String> id(LiveMeeting meeting, CompletableFuture<?> kept) {
        return kept.thenApply(_ -> meeting.id());
    }

    static ProblemException noSentence(String meeting, long number) {
        return new ProblemException(Problem.of(Code.MEETING_SENTENCE, subject(meeting), number, meeting));
    }

    static Subject subject(String meeting) {
        return new Subject.Meeting(meeting);
    }

    private void read() {
        try {
            for (Meeting meeting : parts.book().meetings().join()) {
                if (meeting.running()) {
                    parts.book().read(meeting.id()).join().ifPresent(kept -> live.put(meeting.id(), new LiveMeeting(parts, table, kept)));
                } else {
                    shown.put(meeting);
                }
            }
        } catch (CompletionException e) {
            LOG.error("the meetings could not be read", e);
            parts.problems().raise(Problem.of(Code.STORE_FAILED, Failures.reason(e)));
        }
    }

    private final class Own implements Table {
        @Override
        public void changed(LiveMeeting meeting) {
            shown.changed(meeting);
        }

        @Override
        public void over(LiveMeeting meeting) {
            Transcript kept = meeting.transcript();
            shown.put(kept.meeting());
            live.remove(meeting.id());
            shown.refresh();
            shown.changed(kept);
            parts.outlets().ended(kept);
        }

        @Override
        public Collection<Place> places() {
            return places.values();
        }

        @Override
        public Terms terms() {
            if (!terms.of(settings().writing())) {
                terms = new Terms(settings().writing());
            }
            return terms;
        }

        @Override
        public boolean closing() {
            return closing;
        }
    }
}
