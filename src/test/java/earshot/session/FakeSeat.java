package earshot.session;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.meeting.Segment.Span;
import earshot.meeting.live.Attendee;
import earshot.meeting.live.Seat;
import earshot.wire.MeetingWord;
import earshot.wire.Outbound;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/// Records its calls. A finished meeting is over with its last transcript, or when the test calls [#over].
public final class FakeSeat implements Seat {
    record Heard(String text, Instant at, Optional<Span> span) {}

    final Attendee attendee;
    final List<String> happened = new CopyOnWriteArrayList<>();
    final List<Heard> heard = new CopyOnWriteArrayList<>();
    volatile State state = State.NONE;
    volatile boolean summing;
    volatile CompletableFuture<Void> lastWords = CompletableFuture.completedFuture(null);
    private int meetings;

    public FakeSeat(Attendee attendee) {
        this.attendee = attendee;
    }

    @Override
    public void begin() {
        happened.add("begin");
        meetings++;
        state = State.COLLECTING;
    }

    @Override
    public void snippets(JsonNode items) {
        happened.add("snippets " + items.size());
        attendee.send(new Outbound.Meeting(new MeetingWord.SnippetOk()));
    }

    @Override
    public void heard(String text, Instant at, Optional<Span> sound) {
        happened.add("heard " + text);
        heard.add(new Heard(text, at, sound));
    }

    @Override
    public void finish(Cause cause) {
        happened.add("finish " + cause);
        if (state == State.COLLECTING) {
            state = State.FINALIZING;
            attendee.send(new Outbound.Meeting(new MeetingWord.FinalizeAck(attendee.sessionId(), 1, 0)));
            lastWords = attendee.lastWords();
            if (!summing) {
                lastWords.thenRun(this::over);
            }
        }
    }

    void over() {
        happened.add("over");
        if (state == State.FINALIZING) {
            state = State.ENDED;
        }
        attendee.dismissed();
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public Optional<String> meeting() {
        return meetings == 0 ? Optional.empty() : Optional.of(attendee.sessionId() + "-" + meetings);
    }

    @Override
    public void leave() {
        happened.add("leave");
    }
}
