package earshot.meeting.live;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.Summary;
import earshot.problem.Failures;
import earshot.wire.MeetingMessage;
import earshot.wire.MeetingMessage.RefusalCode;
import earshot.wire.OutboundMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// The implementation of [MeetingParticipation]; one a connection.
final class MeetingParticipant implements MeetingParticipation {
    private static final Logger LOG = LoggerFactory.getLogger(MeetingParticipant.class);

    /// Snippets that are added at once.
    private static final int SLICE = 200;

    private final LiveMeetings meetings;
    final ParticipantConnection connection;
    private final SnippetRateLimiter rate;
    private boolean rateExceeded;
    /// Completes when the last answer has gone out; never exceptionally.
    private CompletableFuture<?> answered = CompletableFuture.completedFuture(null);
    private volatile Optional<LiveMeeting> meeting = Optional.empty();

    MeetingParticipant(LiveMeetings meetings, ParticipantConnection connection) {
        this.meetings = meetings;
        this.connection = connection;
        rate = new SnippetRateLimiter(meetings.dependencies.time().nanos());
    }

    @Override
    public void begin() {
        if (state() != IntakeState.COLLECTING) {
            meeting = Optional.of(meetings.joinOrBegin(this));
        }
    }

    @Override
    public void addSnippets(JsonNode items) {
        IntakeState state = state();
        if (state == IntakeState.FINALIZING || state == IntakeState.ENDED) {
            answer(CompletableFuture.completedFuture(new MeetingMessage.SnippetOk()));
            return;
        }
        if (items.size() > SnippetRateLimiter.MAX_ITEMS) {
            refuse(RefusalCode.SCHEMA_INVALID, "at most " + SnippetRateLimiter.MAX_ITEMS + " snippets in a message");
            return;
        }
        Optional<List<SnippetItem>> snippets = SnippetItem.read(items);
        if (snippets.isEmpty()) {
            refuse(RefusalCode.SCHEMA_INVALID, SnippetItem.SCHEMA);
        } else if (!rate.tryAcquire(items.size(), meetings.dependencies.time().nanos())) {
            // a flood of messages must not become a flood of log lines
            LOG.atLevel(rateExceeded ? Level.DEBUG : Level.WARN).log("{}: snippets are refused, {} or more a second", deviceId(), SnippetRateLimiter.LIMIT);
            rateExceeded = true;
            refuse(RefusalCode.RATE_LIMITED, "at most " + (SnippetRateLimiter.LIMIT - 1) + " snippets a second");
        } else {
            rateExceeded = false;
            begin();
            CompletableFuture<MeetingMessage> message = new CompletableFuture<>();
            addInSlices(meeting.orElseThrow(), snippets.get(), items).whenComplete((_, failure) ->
                message.complete(failure == null ? new MeetingMessage.SnippetOk()
                    : new MeetingMessage.Refused(RefusalCode.NOT_KEPT, Failures.reason(failure))));
            answer(message);
        }
    }

    /// Between slices the other devices of the meeting get their turn.
    private CompletableFuture<?> addInSlices(LiveMeeting to, List<SnippetItem> snippets, JsonNode items) {
        if (snippets.size() <= SLICE) {
            return to.addSnippets(this, snippets, items);
        }
        List<CompletableFuture<?>> stored = new ArrayList<>();
        for (int from = 0; from < snippets.size(); from += SLICE) {
            int end = Math.min(snippets.size(), from + SLICE);
            ArrayNode slice = JsonNodeFactory.instance.arrayNode();
            IntStream.range(from, end).mapToObj(items::get).forEach(slice::add);
            stored.add(to.addSnippets(this, snippets.subList(from, end), slice));
        }
        return CompletableFuture.allOf(stored.toArray(CompletableFuture[]::new));
    }

    @Override
    public void addRecognized(RecognizedSentence sentence) {
        if (meeting.isEmpty()) {
            begin();
        }
        meeting.orElseThrow().addRecognized(this, sentence);
    }

    @Override
    public void countDropped() {
        meeting.ifPresent(LiveMeeting::countDropped);
    }

    @Override
    public void finish(Meeting.EndCause cause) {
        meeting = meeting.or(() -> meetings.unfinished(deviceId()));
        meeting.ifPresentOrElse(found -> found.finish(cause, Optional.of(this)),
            () -> meetings.recentlyEnded(deviceId()).ifPresentOrElse(this::repeatSummary, this::nothingToFinish));
    }

    @Override
    public IntakeState state() {
        return meeting.map(LiveMeeting::intakeState).orElse(IntakeState.NONE);
    }

    @Override
    public boolean awaited() {
        return meeting.isEmpty() && meetings.awaits(deviceId());
    }

    @Override
    public Optional<MeetingId> meeting() {
        return meeting.map(LiveMeeting::id);
    }

    @Override
    public void leave() {
        meetings.connectionClosed(this);
        meeting.ifPresent(attended -> attended.left(this));
    }

    DeviceId deviceId() {
        return connection.deviceId();
    }

    boolean attends(LiveMeeting other) {
        return meeting.filter(found -> found == other).isPresent();
    }

    boolean send(MeetingMessage message) {
        return connection.send(new OutboundMessage.Meeting(message));
    }

    /// Sends the summary to a device whose connection broke before it got it.
    private void repeatSummary(Meeting over) {
        send(new MeetingMessage.FinalizeAck(over.id(), over.startedAt().toEpochMilli(), 0));
        meetings.dependencies.meetingStore().read(over.id()).whenComplete((kept, failure) -> {
            if (failure == null) {
                kept.flatMap(MeetingTranscript::summary).ifPresent(summary -> send(MeetingMessages.summary(summary, true)));
            } else {
                LOG.warn("{}: the summary could not be read again: {}", deviceId(), Failures.reason(failure));
            }
            connection.meetingEnded();
        });
    }

    /// Sends an empty summary, because the device waits for one.
    private void nothingToFinish() {
        send(new MeetingMessage.FinalizeAck(MeetingId.of(connection.sessionId()), 0, 0));
        send(new MeetingMessage.Summary(Summary.UNTITLED, meetings.settings().minDuration(), List.of(), List.of(), List.of(), List.of(), List.of(), 0,
            false, false, Optional.empty()));
        connection.meetingEnded();
    }

    private void refuse(RefusalCode code, String message) {
        answer(CompletableFuture.completedFuture(new MeetingMessage.Refused(code, message)));
    }

    /// Answers are sent in the order of the requests, whichever is ready first.
    private synchronized void answer(CompletableFuture<? extends MeetingMessage> message) {
        answered = answered.thenCompose(_ -> message).thenAccept(this::send).exceptionally(failure -> {
            LOG.error("{}: a snippet could not be answered", deviceId(), failure);
            return null;
        });
    }
}
