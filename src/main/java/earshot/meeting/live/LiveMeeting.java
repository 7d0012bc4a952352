package earshot.meeting.live;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.config.MeetingSettings;
import earshot.meeting.Meeting;
import earshot.meeting.Meeting.State;
import earshot.meeting.MinuteTaker.Minutes;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One meeting from its beginning to its end. Its lock guards the state in memory; writes are queued under it, in the order of the changes,
/// and nothing blocks under it.
final class LiveMeeting {
    private static final Logger LOG = LoggerFactory.getLogger(LiveMeeting.class);

    private final MeetingParts parts;
    private final Table table;
    private final Standing standing;
    private final Company company;
    private final Ledger ledger;
    private final Rounds rounds;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private Instant absentSince;
    private Time.Timer absence = Time.Timer.NONE;
    private Instant end;
    private Optional<Running.Phase> phase = Optional.empty();
    private boolean hearing = true;
    private Optional<Thread> checkpointing = Optional.empty();
    private Optional<Thread> ending = Optional.empty();

    /// @param kept a new meeting, or one read from the store
    LiveMeeting(MeetingParts parts, Table table, Transcript kept) {
        this.parts = parts;
        this.table = table;
        standing = new Standing(kept);
        end = standing.notes.lastAt();
        absentSince = standing.lastSeen();
        company = new Company(() -> settings().broadcast(), table::places);
        ledger = new Ledger(parts.book(), parts.problems(), standing.id, this::meeting, number -> standing.notes.find(number).orElseThrow());
        rounds = new Rounds(parts.time(), this::settings, new Duties(), standing.id);
    }

    String id() {
        return standing.id;
    }

    // --- participants ---

    /// Stores a new meeting, and starts waiting for the invited devices.
    CompletableFuture<?> begin() {
        synchronized (this) {
            awaitReturn();
            return ledger.meeting();
        }
    }

    /// @return false when it is ending already
    boolean join(Place place) {
        synchronized (this) {
            if (!standing.live()) {
                return false;
            }
            absence.cancel();
            company.add(place);
            if (standing.devices.add(place.deviceId())) {
                ledger.meeting();
            }
            if (standing.notes.next() > 0) {
                rounds.start();
            }
        }
        table.changed(this);
        return true;
    }

    /// Adds a device that is about to be invited; completes when that is stored, empty when the meeting is ending already.
    Optional<CompletableFuture<?>> expect(String device) {
        synchronized (this) {
            return standing.live() ? Optional.of(standing.devices.add(device) ? ledger.meeting() : CompletableFuture.completedFuture(null)) : Optional.empty();
        }
    }

    void left(Place place) {
        synchronized (this) {
            if (company.remove(place) && company.isEmpty() && standing.live()) {
                rounds.stop();
                absentSince = now();
                awaitReturn();
            }
        }
        table.changed(this);
    }

    /// A meeting to which no device returns ends by itself, as of when the last one left.
    void awaitReturn() {
        synchronized (this) {
            absence.cancel();
            Duration left = settings().resume().minus(Duration.between(absentSince, now()));
            absence = parts.time().after(left.isNegative() ? Duration.ZERO : left, () -> {
                if (see(here -> here.standing.live() && here.company.isEmpty())) {
                    finish("ABSENCE", Optional.empty());
                }
            });
        }
    }

    boolean has(String device) {
        return see(here -> here.standing.live() && here.standing.devices.contains(device));
    }

    /// Whether a device takes part in it, also while it is being finalized.
    boolean concerns(String device) {
        return see(here -> here.standing.state != State.ENDED && here.standing.devices.contains(device));
    }

    /// Devices that take part now; none when it is ending.
    List<String> attending() {
        return see(here -> here.standing.live() ? here.company.devices() : List.of());
    }

    List<Place> attendees() {
        return see(here -> here.company.places());
    }

    Seat.State seatState() {
        return switch (see(here -> here.standing.state)) {
            case LIVE -> Seat.State.COLLECTING;
            case FINALIZING -> Seat.State.FINALIZING;
            case ENDED -> Seat.State.ENDED;
        };
    }

    // --- sentences ---

    /// @return completes when all is stored, at once when it came too late to count
    CompletableFuture<?> take(Place from, List<Snippet> snippets, JsonNode items) {
        Instant now = now();
        List<Notes.Said> said = snippets.stream().map(snippet -> new Notes.Said(from.deviceId(), snippet.speaker().orElse(from.deviceId()), snippet.tag(),
            Wording.clean(snippet.text()), false, now, Optional.empty())).toList();
        CompletableFuture<?> kept;
        synchronized (this) {
            if (!standing.live()) {
                return CompletableFuture.completedFuture(null);
            }
            kept = write(said);
            company.copy(new MeetingWord.Snippet(items, from.deviceId()));
        }
        table.changed(this);
        return kept;
    }

    void hear(Place from, String text, Instant at, Optional<Segment.Span> sound) {
        String words = Wording.clean(Snippet.head(text, Snippet.LONGEST));
        synchronized (this) {
            if (!hearing || words.isEmpty()) {
                return;
            }
            if (sound.isPresent() && !standing.sounds) {
                standing.sounds = true;
                ledger.meeting();
            }
            write(List.of(new Notes.Said(from.deviceId(), from.deviceId(), "", words, true, at.truncatedTo(ChronoUnit.MILLIS), sound)));
            company.copy(Sayings.snippet(words, from.deviceId()));
        }
        table.changed(this);
    }

    private CompletableFuture<?> write(List<Notes.Said> said) {
        Terms terms = table.terms();
        Map<Long, Segment> changed = new LinkedHashMap<>();
        said.forEach(one -> standing.notes.take(one, terms).forEach(segment -> changed.put(segment.number(), segment)));
        if (standing.live()) {
            rounds.start();
        }
        return ledger.segments(List.copyOf(changed.values()));
    }

    // --- commands; each completes when it is stored ---

    CompletableFuture<?> rename(String title) {
        return edited(() -> {
            standing.rename(title);
            return ledger.meeting();
        });
    }

    CompletableFuture<?> nameSpeaker(String speaker, String name) {
        return edited(() -> {
            standing.name(speaker, name);
            return ledger.also(parts.book().nameSpeaker(id(), speaker, name));
        });
    }

    /// Empty when there is no such sentence.
    Optional<CompletableFuture<?>> edit(long segment, String text) {
        return see(here -> here.standing.notes.find(segment)).map(_ -> edited(() -> ledger.segments(standing.notes.edit(segment, text).stream().toList())));
    }

    /// Empty when there is no such sentence.
    Optional<CompletableFuture<?>> mark(Optional<Long> segment, Instant moment, String label) {
        Instant now = now();
        Instant within = moment.isBefore(standing.startedAt) ? standing.startedAt : moment.isAfter(now) ? now : moment.truncatedTo(ChronoUnit.MILLIS);
        Optional<Instant> at = segment.isEmpty() ? Optional.of(within) : see(here -> here.standing.notes.find(segment.get())).map(Segment::at);
        return at.map(when -> edited(() -> ledger.also(parts.book().put(id(), standing.mark(when, label)))));
    }

    CompletableFuture<?> unmark(long number) {
        return edited(() -> {
            standing.unmark(number);
            return ledger.also(parts.book().removeMark(id(), number));
        });
    }

    CompletableFuture<?> forgetSounds() {
        return edited(() -> {
            standing.sounds = false;
            return CompletableFuture.allOf(ledger.meeting(), ledger.segments(standing.notes.soundless()));
        });
    }

    private CompletableFuture<?> edited(Supplier<CompletableFuture<?>> change) {
        CompletableFuture<?> kept = see(_ -> change.get());
        table.changed(this);
        return kept;
    }

    // --- finalizing ---

    /// Ends the meeting, or sends the existing summary. The first request starts finalizing, every further one is answered with the last
    /// summary.
    ///
    /// @param asker who is acknowledged; empty when no device asks
    /// @return completes when the summary is stored
    CompletableFuture<Void> finish(String why, Optional<Place> asker) {
        synchronized (this) {
            note("finalize request (" + why.toLowerCase(Locale.ROOT) + ")");
            asker.ifPresent(place -> {
                place.send(new MeetingWord.FinalizeAck(id(), standing.startedAt.toEpochMilli(), standing.notes.pending()));
                note("send ack");
            });
            switch (standing.state) {
                case LIVE -> {
                    asker.ifPresent(company::add);
                    standing.state = State.FINALIZING;
                    end = company.isEmpty() ? absentSince : now();
                    checkpointing.ifPresent(Thread::interrupt);
                    ledger.meeting();
                    resumeEnding();
                }
                case FINALIZING -> asker.ifPresent(company::asksAgain);
                case ENDED -> asker.ifPresent(place -> place.send(Sayings.summary(standing.summary().orElseThrow(), true)));
            }
        }
        table.changed(this);
        return ended;
    }

    /// Starts or resumes finalizing.
    void resumeEnding() {
        synchronized (this) {
            rounds.stop();
            absence.cancel();
            note("stop timers done");
            phase = Optional.of(Running.Phase.RECOGNISING);
            ending = Optional.of(Thread.ofVirtual().name("meeting-" + id()).start(new Ending(parts, table, this)));
        }
    }

    void enter(Running.Phase next) {
        synchronized (this) {
            phase = Optional.of(next);
        }
        table.changed(this);
    }

    /// Accepts no more speech and merges pending sentences. Completes when all is stored.
    CompletableFuture<?> close() {
        synchronized (this) {
            hearing = false;
            return ledger.segments(standing.notes.merge());
        }
    }

    /// At least the minimum of the settings.
    Duration duration() {
        Duration real = Duration.between(standing.startedAt, lastMoment());
        return real.compareTo(settings().shortest()) < 0 ? settings().shortest() : real;
    }

    /// Stores the minutes; completes when that is done.
    CompletableFuture<?> keep(Minutes minutes) {
        synchronized (this) {
            standing.sumUp(minutes.summary(), minutes.metrics(), lastMoment());
            CompletableFuture<?> kept = ledger.also(parts.book().put(id(), minutes.summary(), Optional.of(minutes.metrics())));
            return CompletableFuture.allOf(kept, ledger.also(parts.book().put(standing.meeting(State.ENDED))));
        }
    }

    /// Sends summary and transcript to all participants, and ends the meeting for them.
    void dismiss() {
        synchronized (this) {
            standing.state = State.ENDED;
            phase = Optional.empty();
            Summary summary = standing.summary().orElseThrow();
            company.tell(standing.devices.getFirst(), Sayings.summary(summary, false));
            company.tell(standing.devices.getFirst(), lines());
            company.dismiss(this, Sayings.summary(summary, true));
            note("ended");
        }
        table.changed(this);
    }

    /// Call it when the meeting is shown among the ended ones.
    void over() {
        ended.complete(null);
    }

    /// The program stops. Completes when a running finalizer has stopped.
    CompletableFuture<?> stop() {
        synchronized (this) {
            rounds.stop();
            absence.cancel();
            checkpointing.ifPresent(Thread::interrupt);
            ending.ifPresent(Thread::interrupt);
            return ending.isPresent() ? stopped : CompletableFuture.completedFuture(null);
        }
    }

    /// The finalizer has finished, or was cancelled because the program stops.
    void stopped() {
        stopped.complete(null);
        ended.cancel(false);
    }

    private Instant lastMoment() {
        return see(here -> here.end.isAfter(here.standing.notes.lastAt()) ? here.end : here.standing.notes.lastAt());
    }

    // --- periodic tasks ---

    private final class Duties implements Rounds.Duties {
        @Override
        public void merge() {
            ledger.segments(standing.notes.merge());
        }

        @Override
        public void push() {
            merge();
            company.tell(standing.devices.getFirst(), lines());
        }

        @Override
        public void checkpoint() {
            if (checkpointing.isEmpty() && !standing.fresh().isEmpty()) {
                merge();
                List<Segment> fresh = standing.fresh();
                long upTo = standing.notes.next();
                List<Summary> before = standing.checkpoints();
                Duration duration = Duration.between(standing.startedAt, now());
                checkpointing = Optional.of(Thread.ofVirtual().name("meeting-checkpoint-" + id()).start(() -> sumUp(fresh, before, duration, upTo)));
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
                if (!standing.live() || table.closing()) {
                    return;
                }
                standing.add(found, upTo);
                ledger.also(parts.book().put(id(), found, Optional.empty()));
                company.tell(standing.devices.getFirst(), Sayings.summary(found, false));
                note("checkpoint of " + found.segments() + " segments");
            }
        } finally {
            synchronized (this) {
                checkpointing = Optional.empty();
            }
            table.changed(this);
        }
    }

    private MeetingWord.Transcript lines() {
        return Sayings.transcript(standing.notes.lastMerged(MeetingWord.Transcript.MOST), standing.notes.merged());
    }

    // --- views ---

    Meeting meeting() {
        return see(here -> here.standing.meeting());
    }

    Transcript transcript() {
        return see(here -> here.standing.transcript());
    }

    Running running() {
        return see(here -> new Running(id(), here.company.devices(), here.standing.notes.pending(), here.standing.notes.duplicates(), here.rounds.pushAt(), here.rounds.checkpointAt(),
            here.company.soundWaiting(), here.phase));
    }

    void note(String what) {
        LOG.info("meeting {}: {}", id(), what);
        parts.events().happened(see(here -> here.standing.devices.getFirst()), "meeting", Severity.INFO, what);
    }

    /// Runs a function under the lock.
    private <T> T see(Function<LiveMeeting, T> look) {
        synchronized (this) {
            return look.apply(this);
        }
    }

    private MeetingSettings settings() {
        return parts.settings().get().meetings();
    }

    private Instant now() {
        return parts.time().now().truncatedTo(ChronoUnit.MILLIS);
    }
}
