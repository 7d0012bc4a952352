package earshot.meeting.live;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.meeting.Meeting;
import earshot.meeting.Segment;
import earshot.meeting.Summary;
import earshot.meeting.Transcript;
import earshot.problem.Failures;
import earshot.wire.MeetingWord;
import earshot.wire.Outbound;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// The implementation of [Seat]; one a connection.
final class Place implements Seat {
    private static final Logger LOG = LoggerFactory.getLogger(Place.class);

    private final Meetings house;
    private final Attendee attendee;
    private final Rate rate = new Rate();
    private boolean flooded;
    /// Completes when the last answer has gone out; never exceptionally.
    private CompletableFuture<?> answered = CompletableFuture.completedFuture(null);
    private volatile Optional<LiveMeeting> meeting = Optional.empty();

    Place(Meetings house, Attendee attendee) {
        this.house = house;
        this.attendee = attendee;
    }

    @Override
    public void begin() {
        if (state() != State.COLLECTING) {
            meeting = Optional.of(house.enter(this));
        }
    }

    @Override
    public void snippets(JsonNode items) {
        State state = state();
        if (state == State.FINALIZING || state == State.ENDED) {
            answer(CompletableFuture.completedFuture(new MeetingWord.SnippetOk()));
            return;
        }
        Optional<List<Snippet>> snippets = Snippet.read(items);
        if (snippets.isEmpty()) {
            refuse("SCHEMA_INVALID", Snippet.SCHEMA);
        } else if (!rate.take(house.parts().time().nanos())) {
            // a flood of messages must not become a flood of log lines
            LOG.atLevel(flooded ? Level.DEBUG : Level.WARN).log("{}: snippets are refused, {} or more a second", deviceId(), Rate.LIMIT);
            flooded = true;
            refuse("RATE_LIMITED", "at most " + (Rate.LIMIT - 1) + " snippets a second");
        } else {
            flooded = false;
            begin();
            CompletableFuture<MeetingWord> word = new CompletableFuture<>();
            meeting.orElseThrow().take(this, snippets.get(), items).whenComplete((_, failure) ->
                word.complete(failure == null ? new MeetingWord.SnippetOk() : new MeetingWord.Refused("NOT_KEPT", Failures.reason(failure))));
            answer(word);
        }
    }

    @Override
    public void heard(String text, Instant at, Optional<Segment.Span> sound) {
        if (meeting.isEmpty()) {
            begin();
        }
        meeting.orElseThrow().hear(this, text, at, sound);
    }

    @Override
    public void finish(Cause cause) {
        meeting = meeting.or(() -> house.unfinished(deviceId()));
        meeting.ifPresentOrElse(found -> found.finish(cause.name(), Optional.of(this)), () -> house.lately(deviceId()).ifPresentOrElse(this::askAgain, this::nothingToFinish));
    }

    @Override
    public State state() {
        return meeting.map(LiveMeeting::seatState).orElse(State.NONE);
    }

    @Override
    public Optional<String> meeting() {
        return meeting.map(LiveMeeting::id);
    }

    @Override
    public void leave() {
        house.left(this);
        meeting.ifPresent(attended -> attended.left(this));
    }

    String deviceId() {
        return attendee.deviceId();
    }

    String sessionId() {
        return attendee.sessionId();
    }

    boolean attends(LiveMeeting other) {
        return meeting.filter(found -> found == other).isPresent();
    }

    boolean send(MeetingWord word) {
        return attendee.send(new Outbound.Meeting(word));
    }

    void called() {
        attendee.called();
    }

    CompletableFuture<Void> lastWords() {
        return attendee.lastWords();
    }

    void dismissed() {
        attendee.dismissed();
    }

    Duration soundWaiting() {
        return attendee.soundWaiting();
    }

    /// Sends the summary to a device whose connection broke before it got it.
    private void askAgain(Meeting over) {
        send(new MeetingWord.FinalizeAck(over.id(), over.startedAt().toEpochMilli(), 0));
        house.parts().book().read(over.id()).thenAccept(kept -> {
            kept.flatMap(Transcript::summary).ifPresent(summary -> send(Sayings.summary(summary, true)));
            dismissed();
        });
    }

    /// Sends an empty summary, because the device waits for one.
    private void nothingToFinish() {
        send(new MeetingWord.FinalizeAck(sessionId(), 0, 0));
        send(new MeetingWord.Summary(Summary.UNTITLED, house.settings().shortest(), List.of(), List.of(), List.of(), List.of(), List.of(), 0, false, false, Optional.empty()));
        dismissed();
    }

    private void refuse(String code, String message) {
        answer(CompletableFuture.completedFuture(new MeetingWord.Refused(code, message)));
    }

    /// Answers are sent in the order of the requests, whichever is ready first.
    private synchronized void answer(CompletableFuture<? extends MeetingWord> word) {
        answered = answered.thenCompose(_ -> word).thenAccept(this::send).exceptionally(failure -> {
            LOG.error("{}: a snippet could not be answered", deviceId(), failure);
            return null;
        });
    }
}
