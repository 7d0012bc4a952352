package earshot.operator;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.feature.DeviceConnection;
import earshot.id.DeviceId;
import earshot.id.SessionId;
import earshot.operator.OperatorSpeech.Result;
import earshot.session.Announcement;
import earshot.wire.Dialect;
import earshot.wire.OutboundMessage;
import org.junit.jupiter.api.Test;

class OperatorSpeechTest {
    private static final DeviceId ID = new DeviceId("aa");
    private static final DeviceId OTHER = new DeviceId("bb");

    private final OperatorSpeech speech = new OperatorSpeech();

    private record ConnectionFake(DeviceId deviceId) implements DeviceConnection {
        @Override
        public SessionId sessionId() {
            return new SessionId("s");
        }

        @Override
        public Dialect dialect() {
            return Dialect.XIAOZHI;
        }

        @Override
        public boolean send(OutboundMessage message) {
            return true;
        }

        @Override
        public CompletableFuture<Boolean> arrival() {
            return CompletableFuture.completedFuture(true);
        }
    }

    @Test
    void sentencesAreSaidInTheirOrderAndEachByItsDevice() {
        var first = speech.add(ID, "one").orElseThrow();
        var second = speech.add(ID, "two").orElseThrow();
        assertThat(speech.next(OTHER)).isEmpty();
        Announcement one = speech.next(ID).orElseThrow();
        assertThat(one.sentences()).containsExactly("one");
        one.ended(1);
        assertThat(first).isCompletedWithValue(Result.SPOKEN);
        Announcement two = speech.next(ID).orElseThrow();
        assertThat(two.sentences()).containsExactly("two");
        two.ended(0);
        assertThat(second).isCompletedWithValue(Result.NOT_HEARD);
        assertThat(speech.next(ID)).isEmpty();
    }

    @Test
    void noMoreThanSoManyWait() {
        IntStream.range(0, OperatorSpeech.MOST_WAITING).forEach(_ -> assertThat(speech.add(ID, "x")).isPresent());
        assertThat(speech.add(ID, "too many")).isEmpty();
        assertThat(speech.add(OTHER, "x")).isPresent();
    }

    @Test
    void whatWaitsOrIsBeingSaidEndsWithTheConnection() {
        ConnectionFake connection = new ConnectionFake(ID);
        speech.connected(connection);
        var said = speech.add(ID, "one").orElseThrow();
        var waiting = speech.add(ID, "two").orElseThrow();
        var other = speech.add(OTHER, "three").orElseThrow();
        Announcement late = speech.next(ID).orElseThrow();
        speech.disconnected(connection);
        assertThat(said).isCompletedWithValue(Result.CONNECTION_ENDED);
        assertThat(waiting).isCompletedWithValue(Result.CONNECTION_ENDED);
        late.ended(1);
        assertThat(other).isNotDone();
        assertThat(speech.next(ID)).isEmpty();
    }

    @Test
    void aConnectionThatWasReplacedTakesOnlyWhatItWasSaying() {
        DeviceConnection former = new ConnectionFake(ID);
        DeviceConnection now = new ConnectionFake(ID);
        speech.connected(former);
        var said = speech.add(ID, "one").orElseThrow();
        var waiting = speech.add(ID, "two").orElseThrow();
        speech.next(ID);
        speech.connected(now);
        Announcement two = speech.next(ID).orElseThrow();
        speech.disconnected(former);
        assertThat(said).isCompletedWithValue(Result.CONNECTION_ENDED);
        assertThat(waiting).isNotDone();
        two.ended(1);
        assertThat(waiting).isCompletedWithValue(Result.SPOKEN);
    }
}
