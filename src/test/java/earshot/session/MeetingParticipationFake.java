package earshot.session;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.id.MeetingId;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingSentence.Span;
import earshot.meeting.live.MeetingParticipation;
import earshot.meeting.live.ParticipantConnection;
import earshot.meeting.live.RecognizedSentence;
import earshot.wire.MeetingMessage;
import earshot.wire.OutboundMessage;

/// Records its calls. A finished meeting is over with its last transcript, or when the test calls [#over].
public final class MeetingParticipationFake implements MeetingParticipation {
    record Heard(String text, Instant at, Optional<Span> span, Optional<String> speaker) {}

    final ParticipantConnection participantConnection;
    final List<String> happened = new CopyOnWriteArrayList<>();
    final List<Heard> heard = new CopyOnWriteArrayList<>();
    volatile IntakeState state = IntakeState.NONE;
    volatile boolean summing;
    volatile boolean awaited;
    volatile CompletableFuture<Void> lastWords = CompletableFuture.completedFuture(null);
    private int meetings;

    public MeetingParticipationFake(ParticipantConnection participantConnection) {
        this.participantConnection = participantConnection;
    }

    @Override
    public void begin() {
        happened.add("begin");
        meetings++;
        state = IntakeState.COLLECTING;
    }

    @Override
    public void addSnippets(JsonNode items) {
        happened.add("snippets " + items.size());
        participantConnection.send(new OutboundMessage.Meeting(new MeetingMessage.SnippetOk()));
    }

    @Override
    public void addRecognized(RecognizedSentence sentence) {
        happened.add("heard " + sentence.text());
        heard.add(new Heard(sentence.text(), sentence.at(), sentence.sound(), sentence.speaker()));
    }

    @Override
    public void countDropped() {
        happened.add("dropped");
    }

    @Override
    public void finish(Meeting.EndCause cause) {
        happened.add("finish " + cause);
        if (state == IntakeState.COLLECTING) {
            state = IntakeState.FINALIZING;
            participantConnection.send(new OutboundMessage.Meeting(new MeetingMessage.FinalizeAck(MeetingId.of(participantConnection.sessionId()), 1, 0)));
            lastWords = participantConnection.drainSpeech();
            if (!summing) {
                lastWords.thenRun(this::over);
            }
        }
    }

    void over() {
        happened.add("over");
        if (state == IntakeState.FINALIZING) {
            state = IntakeState.ENDED;
        }
        participantConnection.meetingEnded();
    }

    @Override
    public IntakeState state() {
        return state;
    }

    @Override
    public boolean awaited() {
        return awaited;
    }

    @Override
    public Optional<MeetingId> meeting() {
        return meetings == 0 ? Optional.empty() : Optional.of(new MeetingId(participantConnection.sessionId() + "-" + meetings));
    }

    @Override
    public void leave() {
        happened.add("leave");
    }
}
