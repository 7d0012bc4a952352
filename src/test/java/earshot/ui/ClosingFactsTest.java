package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.engine.Operation;
import earshot.engine.OperationKind;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.LiveMeetingStatus;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingSamples;
import earshot.time.TimeFake;
import earshot.wire.Dialect;
import org.junit.jupiter.api.Test;

/// What a person is told before the window closes.
class ClosingFactsTest {
    private final TimeFake time = new TimeFake();
    private final EngineFake engine = new EngineFake(time);
    private final MeetingModelFake meetings = (MeetingModelFake) engine.meetings;

    @Test
    void whereNothingGoesOnNothingIsLost() {
        engine.device(new DeviceId("aa")).asleep(Duration.ofMinutes(1), "device.hangup");
        meetings.meetings.set(List.of(MeetingSamples.ended(new MeetingId("m"), MeetingSamples.NINE, 2)));
        engine.operations.set(List.of(running(OperationKind.TRY)));
        assertThat(ClosingFacts.of(engine)).isEqualTo(new ClosingFacts(List.of(), List.of(), List.of()));
        assertThat(ClosingFacts.of(engine).nothingLost()).isTrue();
    }

    @Test
    void connectedDevicesAreNamedInTheirOrder() {
        engine.device(new DeviceId("bb")).named("Kitchen", "").connected(Dialect.XIAOZHI, ListenState.IDLE, false, ConnectionMode.DIALOG_ACTIVE, "");
        engine.device(new DeviceId("cc")).asleep(Duration.ofMinutes(1), "device.hangup");
        engine.device(new DeviceId("dd")).named("Cellar", "").connected(Dialect.XIAOZHI, ListenState.IDLE, false, ConnectionMode.DIALOG_ACTIVE, "");
        assertThat(ClosingFacts.of(engine).devices()).containsExactly("Cellar", "Kitchen");
        assertThat(ClosingFacts.of(engine).nothingLost()).isFalse();
    }

    @Test
    void meetingsThatAreNotOverAreToldWithWhatIsNotRecognizedYet() {
        Meeting live = MeetingSamples.running(new MeetingId("live"));
        Meeting trashed = MeetingSamples.trashed(MeetingSamples.running(new MeetingId("gone")), Optional.of(MeetingSamples.NINE));
        meetings.meetings.set(List.of(live, trashed, MeetingSamples.ended(new MeetingId("ended"), MeetingSamples.NINE, 1)));
        assertThat(ClosingFacts.of(engine).meetings()).containsExactly(new ClosingFacts.RunningMeeting(live, Duration.ZERO));
        meetings.liveMeetingStatus.set(List
            .of(new LiveMeetingStatus(new MeetingId("live"), List.of(), 0, 0, Optional.empty(), Optional.empty(), Duration.ofSeconds(7), Optional.empty())));
        assertThat(ClosingFacts.of(engine).meetings()).containsExactly(new ClosingFacts.RunningMeeting(live, Duration.ofSeconds(7)));
        assertThat(ClosingFacts.of(engine).nothingLost()).isFalse();
    }

    @Test
    void longWorkEndsWithTheProgramAndATrialDoesNotMatter() {
        engine.operations
            .set(List.of(running(OperationKind.TRY), running(OperationKind.IMPORT), running(OperationKind.RETRANSCRIBE), running(OperationKind.BACKUP)));
        assertThat(ClosingFacts.of(engine).underWay()).containsExactly(OperationKind.IMPORT, OperationKind.RETRANSCRIBE, OperationKind.BACKUP);
        assertThat(ClosingFacts.of(engine).nothingLost()).isFalse();
    }

    private Operation running(OperationKind kind) {
        return new EngineFake.Running(kind, time.now(), new Operation.Progress("", List.of(), Optional.empty()));
    }
}
