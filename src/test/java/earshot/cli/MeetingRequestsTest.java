package earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.cli.SingleInstance.Reply;
import earshot.engine.Command;
import earshot.engine.Operation.Outcome;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingCommand;
import earshot.meeting.MeetingSamples;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.time.TimeFake;
import earshot.ui.EngineFake;
import earshot.ui.MeetingModelFake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `earshot meetings` is answered, without a socket.
class MeetingRequestsTest {
    private final EngineFake engine = new EngineFake(new TimeFake());
    private final MeetingModelFake meetings = (MeetingModelFake) engine.meetings;
    private final MeetingRequests requests = new MeetingRequests(engine, engine);

    @Test
    void meetingsAreListedWithWhatCanBeDoneAndTheTrashIsNot() {
        Meeting ended = MeetingSamples.ended(new MeetingId("m1"), MeetingSamples.NINE, 12);
        meetings.meetings.set(List.of(MeetingSamples.running(new MeetingId("m2")), ended,
            MeetingSamples.trashed(MeetingSamples.ended(new MeetingId("m0"), MeetingSamples.NINE, 1), Optional.of(MeetingSamples.NINE))));
        assertThat(answer(new MeetingRequest.ListAll()).lines().stream()
            .map(line -> line.replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d", "TIME").replaceAll(" +", " ")))
            .containsExactly("m2 TIME 0 sentences runs", "m1 TIME 12 sentences Title of m1");
        meetings.meetings.set(List.of());
        assertThat(answer(new MeetingRequest.ListAll()).lines()).containsExactly("There is no meeting yet.");
    }

    @Test
    void whatAModelWroteAsATitleIsNoLineOfItsOwn() {
        Meeting meeting = new Meeting(new MeetingId("m1"), "Budget\nm9  forged\u001b[2K", Meeting.Lifecycle.ENDED, List.of(new DeviceId("aa")),
            new Meeting.Times(MeetingSamples.NINE, Optional.of(MeetingSamples.NINE), MeetingSamples.NINE), 1, true, Optional.empty());
        meetings.meetings.set(List.of(meeting));
        assertThat(answer(new MeetingRequest.ListAll()).lines()).singleElement().asString().contains("with sound").endsWith("Budget\\nm9  forged\\u001B[2K");
    }

    @Test
    void eachRequestIsACommandAndSaysWhatWasDone() {
        engine.outcome = Outcome.Done.of("meeting", "m3");
        assertThat(answer(new MeetingRequest.Continue("m1"))).isEqualTo(new Reply(true, List.of("The meeting m3 runs.")));
        assertThat(answer(new MeetingRequest.Join("m1", "m2")).lines()).containsExactly("They are the meeting m3 now, and still in the trash.");
        assertThat(answer(new MeetingRequest.Separate("m3")).lines()).containsExactly("The two meetings are back; m3 is in the trash.");
        assertThat(engine.sentCommands).containsExactly(new Command.PerformMeetingCommand(new MeetingCommand.Continue(new MeetingId("m1"))),
            new Command.PerformMeetingCommand(new MeetingCommand.Join(new MeetingId("m1"), new MeetingId("m2"))),
            new Command.PerformMeetingCommand(new MeetingCommand.Separate(new MeetingId("m3"))));
    }

    @Test
    void aMeetingIsTranscribedAgainByTheRecognizerThatIsNamedOrByThatOfTheSettings() {
        engine.outcome = Outcome.Done.of("meeting", "m1");
        assertThat(answer(new MeetingRequest.Retranscribe("m1", "whisper")).lines())
            .containsExactly("The meeting m1 has a text by whisper now; the one before is kept.");
        answer(new MeetingRequest.Retranscribe("m1", ""));
        assertThat(engine.sentCommands).first().isEqualTo(new Command.Retranscribe(new MeetingId("m1"), "whisper"));
        assertThat(((Command.Retranscribe) engine.sentCommands.getLast()).toString()).contains("m1").doesNotContain("whisper");
    }

    @Test
    void whatIsRefusedOrCancelledIsTold() {
        engine.outcome = new Outcome.Failed(Problem.of(ProblemCode.STORE_BUSY, "another program holds it"));
        assertThat(answer(new MeetingRequest.Continue("m1"))).satisfies(reply -> {
            assertThat(reply.accepted()).isFalse();
            assertThat(String.join("\n", reply.lines())).contains("another program holds it");
        });
        engine.outcome = new Outcome.Cancelled();
        assertThat(answer(new MeetingRequest.Join("a", "b"))).isEqualTo(new Reply(false, List.of("It was cancelled. Nothing was changed.")));
    }

    @Test
    void everyRequestIsReadAsItWasWritten() throws IOException {
        for (MeetingRequest request : List.of(new MeetingRequest.ListAll(), new MeetingRequest.Continue("a b"), new MeetingRequest.Join("a", "b"),
            new MeetingRequest.Separate("c"), new MeetingRequest.Retranscribe("a", ""))) {
            assertThat(MeetingRequest.read(request.words())).isEqualTo(request);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "list|more", "continue", "continue|a|b", "join|a", "transcribe|a", "delete|a"})
    void wordsOfAnotherVersionAreRefused(String words) {
        assertThatThrownBy(() -> MeetingRequest.read(words.isEmpty() ? List.of() : List.of(words.split("\\|")))).isInstanceOf(IOException.class);
    }

    private Reply answer(MeetingRequest request) {
        return requests.answer(request).join();
    }
}
