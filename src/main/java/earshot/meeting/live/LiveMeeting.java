package earshot.meeting.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.config.MeetingSettings;
import earshot.meeting.Mark;
import earshot.meeting.Meeting;
import earshot.meeting.Meeting.State;
import earshot.meeting.Metrics;
import earshot.meeting.Running;
import earshot.meeting.Segment;
import earshot.meeting.Summary;
import earshot.meeting.Transcript;
import earshot.problem.Severity;
import earshot.time.Time;
import earshot.wire.MeetingWord;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One meeting from its beginning to its end. Its lock guards what stands in memory; writes are queued under it, in the order of what
/// they write, and nothing waits under it.
final class LiveMeeting {
    private static final Logger LOG = LoggerFactory.getLogger(LiveMeeting.class);

    private final MeetingParts parts;
    private final Table table;
    private final String id;
    private final Instant startedAt;
    private final Notes notes;
    private final Ledger ledger;
    private final Rounds rounds;
    private final LinkedHashSet<String> devices = new LinkedHashSet<>();
    private final LinkedHashMap<String, Place> present = new LinkedHashMap<>();
    private final Map<String, String> speakers = new HashMap<>();
    private final List<Mark> marks = new ArrayList<>();
    private final List<Summary> checkpoints = new ArrayList<>();
    private final List<Place> again = new ArrayList<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private State state;
    private String title;
    private boolean sounds;
    private Instant absentSince;
    private Time.Timer absence = () -> {};
    private Instant end;
    private Optional<Instant> endedAt = Optional.empty();
    private Optional<Summary> summary;
    private Optional<Metrics> metrics;
    private Optional<Running.Phase> phase = Optional.empty();
    private boolean hearing = true;
    private Optional<Thread> checkpointing = Optional.empty();
    private Optional<Thread> ending = Optional.empty();
    private long checkpointed;

    /// A new one, or one that was kept.
    LiveMeeting(MeetingParts parts, Table table, Transcript kept) {
        this.parts = parts;
        this.table = table;
        Meeting meeting = kept.meeting();
        id = meeting.id();
        startedAt = meeting.startedAt();
        title = meeting.title();
        state = meeting.state();
        sounds = meeting.sounds();
        devices.addAll(meeting.devices());
        speakers.putAll(kept.speakers());
        marks.addAll(kept.marks());
        checkpoints.addAll(kept.checkpoints());
        summary = kept.summary();
        metrics = kept.metrics();
        notes = new Notes(startedAt, kept.segments());
        end = notes.lastAt();
        absentSince = checkpoints.stream().map(Summary::at).filter(notes.lastAt()::isBefore).max(Comparator.naturalOrder()).orElse(notes.lastAt());
        checkpointed = kept.counting().stream().limit(checkpoints.stream().mapToLong(Summary::segments).sum()).mapToLong(Segment::number).max().orElse(-1) + 1;
        ledger = new Ledger(parts.book(), parts.problems(), id, this::meeting, number -> notes.find(number).orElseThrow());
        rounds = new Rounds(parts.time(), this::settings, new Duties(), id);
    }

    String id() {
        return id;
    }

    // --- who is there ---

    /// @return false when it ends already
    boolean join(Place place) {
        synchronized (this) {
            if (state != State.LIVE) {
                return false;
            }
            absence.cancel();
            present.put(place.deviceId(), place);
            if (devices.add(place.deviceId())) {
                ledger.meeting();
            }
            if (notes.next() > 0) {
                rounds.start();
            }
        }
        table.changed(this);
        return true;
    }

    /// Makes room for a device that is about to be called; completes when that is kept.
    Optional<CompletableFuture<?>> expect(String device) {
        synchronized (this) {
            return state == State.LIVE ? Optional.of(devices.add(device) ? ledger.meeting() : CompletableFuture.completedFuture(null)) : Optional.empty();
        }
    }

    /// Keeps a new one, and waits for who was called.
    CompletableFuture<?> begin() {
        synchronized (this) {
            awaitReturn();
            return ledger.meeting();
        }
    }

    void left(Place place) {
        synchronized (this) {
            if (present.remove(place.deviceId(), place) && present.isEmpty() && state == State.LIVE) {
                rounds.stop();
                absentSince = now();
                awaitReturn();
            }
        }
        table.changed(this);
    }

    /// A meeting to which nobody comes back ends by itself, as of when the last one left.
    void awaitReturn() {
        synchronized (this) {
            absence.cancel();
            Duration left = settings().resume().minus(Duration.between(absentSince, now()));
            absence = parts.time().after(left.isNegative() ? Duration.ZERO : left, () -> {
                boolean alone;
                synchronized (this) {
                    alone = present.isEmpty() && state == State.LIVE;
                }
                if (alone) {
                    finish("ABSENCE", Optional.empty());
                }
            });
        }
    }

    boolean has(String device) {
        synchronized (this) {
            return state == State.LIVE && devices.contains(device);
        }
    }

    /// Whether a device takes part in it, even while it ends.
    boolean concerns(String device) {
        synchronized (this) {
            return state != State.ENDED && devices.contains(device);
        }
    }

    /// Devices that attend it now; none when it ends.
    List<String> attending() {
        synchronized (this) {
            return state == State.LIVE ? List.copyOf(present.keySet()) : List.of();
        }
    }

    Seat.State seatState() {
        synchronized (this) {
            return switch (state) {
                case LIVE -> Seat.State.COLLECTING;
                case FINALIZING -> Seat.State.FINALIZING;
                case ENDED -> Seat.State.ENDED;
            };
        }
    }

    // --- what is said ---

    /// @return completes when all is kept, at once when it came too late to count
    CompletableFuture<?> take(Place from, List<Snippet> snippets, JsonNode items) {
        CompletableFuture<?> kept;
        synchronized (this) {
            if (state != State.LIVE) {
                return CompletableFuture.completedFuture(null);
            }
            Instant now = now();
            kept = write(snippets.stream().map(snippet -> new Notes.Said(from.deviceId(), snippet.speaker().orElse(from.deviceId()), snippet.tag(),
                Wording.clean(snippet.text()), now, Optional.empty())).toList());
        }
        copy(from.deviceId(), new MeetingWord.Snippet(items, from.deviceId()));
        table.changed(this);
        return kept;
    }

    void hear(Place from, String text, Instant at, Optional<Segment.Span> sound) {
        String words = Wording.clean(Snippet.head(text, Snippet.LONGEST));
        synchronized (this) {
            if (!hearing || words.isEmpty()) {
                return;
            }
            if (sound.isPresent() && !sounds) {
                sounds = true;
                ledger.meeting();
            }
            write(List.of(new Notes.Said(from.deviceId(), from.deviceId(), "", words, at.truncatedTo(ChronoUnit.MILLIS), sound)));
        }
        copy(from.deviceId(), new MeetingWord.Snippet(JsonNodeFactory.instance.arrayNode().add(JsonNodeFactory.instance.objectNode().put("tag", "").put("text", words)
            .put("speakerId", from.deviceId())), from.deviceId()));
        table.changed(this);
    }

    private CompletableFuture<?> write(List<Notes.Said> said) {
        Terms terms = table.terms();
        Map<Long, Segment> changed = new LinkedHashMap<>();
        said.forEach(one -> notes.take(one, terms).forEach(segment -> changed.put(segment.number(), segment)));
        if (state == State.LIVE) {
            rounds.start();
        }
        return ledger.segments(List.copyOf(changed.values()));
    }

    // --- what a person asks for; each completes when it is kept ---

    CompletableFuture<?> rename(String wanted) {
        return edited(() -> {
            title = wanted;
            return ledger.meeting();
        });
    }

    CompletableFuture<?> nameSpeaker(String speaker, String name) {
        return edited(() -> {
            if (name.isEmpty()) {
                speakers.remove(speaker);
            } else {
                speakers.put(speaker, name);
            }
            return ledger.also(parts.book().nameSpeaker(id, speaker, name));
        });
    }

    /// Empty when there is no such sentence.
    Optional<CompletableFuture<?>> edit(long segment, String text) {
        synchronized (this) {
            if (notes.find(segment).isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(edited(() -> ledger.segments(notes.edit(segment, text).stream().toList())));
    }

    /// Empty when there is no such sentence.
    Optional<CompletableFuture<?>> mark(Optional<Long> segment, String label) {
        Optional<Instant> at;
        synchronized (this) {
            at = segment.isPresent() ? segment.flatMap(notes::find).map(Segment::at) : Optional.of(now());
        }
        return at.map(moment -> edited(() -> {
            Mark mark = new Mark(marks.stream().mapToLong(Mark::number).max().orElse(0) + 1, moment, label);
            marks.add(mark);
            return ledger.also(parts.book().put(id, mark));
        }));
    }

    CompletableFuture<?> unmark(long number) {
        return edited(() -> {
            marks.removeIf(mark -> mark.number() == number);
            return ledger.also(parts.book().removeMark(id, number));
        });
    }

    CompletableFuture<?> forgetSounds() {
        return edited(() -> {
            sounds = false;
            return ledger.meeting();
        });
    }

    private CompletableFuture<?> edited(Supplier<CompletableFuture<?>> change) {
        CompletableFuture<?> kept;
        synchronized (this) {
            kept = change.get();
        }
        table.changed(this);
        return kept;
    }

    // --- its end ---

    /// Ends it, or answers with what it came to. The first who asks has it computed, everybody else is sent the last summary.
    ///
    /// @param asker who is acknowledged; empty when no device asks
    /// @return completes when the summary is kept
    CompletableFuture<Void> finish(String why, Optional<Place> asker) {
        synchronized (this) {
            note("finalize request (" + why.toLowerCase(Locale.ROOT) + ")");
            asker.ifPresent(place -> place.send(new MeetingWord.FinalizeAck(id, startedAt.toEpochMilli(), notes.pending())));
            note("send ack");
            switch (state) {
                case LIVE -> {
                    asker.ifPresent(place -> present.put(place.deviceId(), place));
                    state = State.FINALIZING;
                    end = present.isEmpty() ? later(absentSince, notes.lastAt()) : now();
                    checkpointing.ifPresent(Thread::interrupt);
                    ledger.meeting();
                    resumeEnding();
                }
                case FINALIZING -> asker.ifPresent(place -> {
                    // a device that came back did not hear the first one
                    if (present.put(place.deviceId(), place) == place) {
                        again.add(place);
                    }
                });
                case ENDED -> asker.ifPresent(this::sendAgain);
            }
        }
        table.changed(this);
        return ended;
    }

    /// Ends what is `FINALIZING`.
    void resumeEnding() {
        synchronized (this) {
            rounds.stop();
            absence.cancel();
            note("stop timers done");
            phase = Optional.of(Running.Phase.RECOGNISING);
            ending = Optional.of(Thread.ofVirtual().name("meeting-" + id).start(new Ending(parts, table, this)));
        }
    }

    /// Those who attend it.
    List<Place> attendees() {
        synchronized (this) {
            return List.copyOf(present.values());
        }
    }

    void enter(Running.Phase next) {
        synchronized (this) {
            phase = Optional.of(next);
        }
        table.changed(this);
    }

    /// Nothing more is heard; what waits is merged. Completes when all is kept.
    CompletableFuture<?> close() {
        synchronized (this) {
            hearing = false;
            return ledger.segments(notes.merge());
        }
    }

    Duration duration() {
        synchronized (this) {
            Duration real = Duration.between(startedAt, later(end, notes.lastAt()));
            return real.compareTo(settings().shortest()) < 0 ? settings().shortest() : real;
        }
    }

    /// Puts what it came to into the book; completes when it is kept.
    CompletableFuture<?> keep(Summary found, Optional<Metrics> cost) {
        synchronized (this) {
            String before = summary.map(Summary::title).orElse("");
            summary = Optional.of(found);
            metrics = cost;
            endedAt = Optional.of(later(end, notes.lastAt()));
            title = title.isEmpty() || title.equals(before) ? found.title() : title;
            CompletableFuture<?> kept = ledger.also(parts.book().put(id, found, cost));
            return CompletableFuture.allOf(kept, ledger.also(parts.book().put(meeting(State.ENDED))));
        }
    }

    /// Tells everybody what it came to, and lets them go.
    void dismiss() {
        synchronized (this) {
            state = State.ENDED;
            phase = Optional.empty();
            MeetingWord.Summary said = Sayings.summary(summary.orElseThrow(), false);
            MeetingWord.Transcript lines = Sayings.transcript(notes.lastMerged(MeetingWord.Transcript.MOST), notes.merged());
            present.values().forEach(place -> {
                place.send(said);
                place.send(lines);
            });
            again.forEach(this::sendAgain);
            again.clear();
            copy(said);
            copy(lines);
            present.values().stream().filter(place -> place.attends(this)).forEach(Place::dismissed);
            present.clear();
            note("ended");
        }
        table.changed(this);
    }

    /// It is among the ended ones now.
    void over() {
        ended.complete(null);
    }

    private void sendAgain(Place place) {
        place.send(Sayings.summary(summary.orElseThrow(), true));
    }

    // --- what it does again and again ---

    private final class Duties implements Rounds.Duties {
        @Override
        public void merge() {
            ledger.segments(notes.merge());
        }

        @Override
        public void push() {
            merge();
            MeetingWord.Transcript lines = Sayings.transcript(notes.lastMerged(MeetingWord.Transcript.MOST), notes.merged());
            present.values().forEach(place -> place.send(lines));
            copy(lines);
        }

        @Override
        public void checkpoint() {
            if (checkpointing.isEmpty() && !notes.counting(checkpointed).isEmpty()) {
                merge();
                List<Segment> fresh = notes.counting(checkpointed);
                long upTo = notes.next();
                List<Summary> before = List.copyOf(checkpoints);
                Duration duration = Duration.between(startedAt, now());
                checkpointing = Optional.of(Thread.ofVirtual().name("meeting-checkpoint-" + id).start(() -> sumUp(fresh, before, duration, upTo)));
            }
        }

        @Override
        public void locked(Runnable step) {
            synchronized (LiveMeeting.this) {
                step.run();
            }
            table.changed(LiveMeeting.this);
        }
    }

    private void sumUp(List<Segment> fresh, List<Summary> before, Duration duration, long upTo) {
        try {
            Summary found = parts.minutes().write(fresh, before, duration, true, (_, _) -> {}).summary();
            synchronized (this) {
                if (state != State.LIVE || table.closing()) {
                    return;
                }
                checkpoints.add(found);
                checkpointed = upTo;
                ledger.also(parts.book().put(id, found, Optional.empty()));
                MeetingWord.Summary said = Sayings.summary(found, false);
                present.values().forEach(place -> place.send(said));
                copy(said);
                note("checkpoint of " + found.segments() + " segments");
            }
        } finally {
            synchronized (this) {
                checkpointing = Optional.empty();
            }
            table.changed(this);
        }
    }

    /// The program stops. Completes when the ending that runs, if any, is over.
    CompletableFuture<?> stop() {
        synchronized (this) {
            rounds.stop();
            absence.cancel();
            checkpointing.ifPresent(Thread::interrupt);
            ending.ifPresent(Thread::interrupt);
            return ending.isPresent() ? stopped : CompletableFuture.completedFuture(null);
        }
    }

    /// The ending is over, or has given up because the program stops.
    void stopped() {
        stopped.complete(null);
        ended.cancel(false);
    }

    // --- how it looks ---

    Meeting meeting() {
        synchronized (this) {
            return meeting(state);
        }
    }

    private Meeting meeting(State as) {
        return new Meeting(id, title, as, List.copyOf(devices), startedAt, endedAt, notes.lastAt(), notes.counting(), sounds, Optional.empty());
    }

    Transcript transcript() {
        synchronized (this) {
            return new Transcript(meeting(), notes.all(), marks.stream().sorted(Comparator.comparing(Mark::at)).toList(), speakers, checkpoints, summary, metrics, List.of());
        }
    }

    Running running() {
        synchronized (this) {
            Duration waiting = present.values().stream().map(Place::soundWaiting).reduce(Duration.ZERO, Duration::plus);
            return new Running(id, List.copyOf(present.keySet()), notes.pending(), notes.duplicates(), rounds.pushAt(), rounds.checkpointAt(), waiting, phase);
        }
    }

    List<Segment> counting() {
        synchronized (this) {
            return notes.counting(0);
        }
    }

    List<Summary> checkpoints() {
        synchronized (this) {
            return List.copyOf(checkpoints);
        }
    }

    Optional<Summary> summary() {
        synchronized (this) {
            return summary;
        }
    }

    Optional<Metrics> metrics() {
        synchronized (this) {
            return metrics;
        }
    }

    void note(String what) {
        LOG.info("meeting {}: {}", id, what);
        parts.events().happened(devices.getFirst(), "meeting", Severity.INFO, what);
    }

    private void copy(MeetingWord.Summary said) {
        String origin = devices.getFirst();
        copyToOthers(origin, new MeetingWord.Summary(said.title(), said.duration(), said.bullets(), said.decisions(), said.actions(), said.risks(), said.nextSteps(),
            said.segments(), said.checkpoint(), said.idempotent(), Optional.of(origin)));
    }

    private void copy(MeetingWord.Transcript lines) {
        String origin = devices.getFirst();
        copyToOthers(origin, new MeetingWord.Transcript(lines.segments(), lines.total(), Optional.of(origin)));
    }

    private void copyToOthers(String origin, MeetingWord copy) {
        List<Place> others = table.places().stream().filter(place -> place.deviceId().equals(origin) || !present.containsKey(place.deviceId())).toList();
        Copies.send(settings().broadcast(), others, origin, copy);
    }

    private void copy(String origin, MeetingWord.Snippet copy) {
        Copies.send(settings().broadcast(), table.places(), origin, copy);
    }

    private MeetingSettings settings() {
        return parts.settings().get().meetings();
    }

    private Instant now() {
        return parts.time().now().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
