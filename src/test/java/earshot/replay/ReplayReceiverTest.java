package earshot.replay;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.capture.SessionEntry;
import earshot.event.Direction;
import earshot.server.CloseStatus;
import earshot.simulator.WebSocketMessage;
import earshot.time.TimeFake;
import earshot.wire.BinaryFrameCodec;
import earshot.wire.Framing;
import org.junit.jupiter.api.Test;

class ReplayReceiverTest {
    private static final AnswerKey STOP = new AnswerKey("tts", "stop");
    private static final byte[] OPUS = {0x58, 1, 2, 3};

    private final TimeFake time = new TimeFake();
    private final ReplayReceiver receiver = new ReplayReceiver(time, 3, Framing.TIMESTAMPED);

    @Test
    void aTextIsNotedAsARecordingHasIt() {
        text("{\"type\":\"stt\",\"text\":\"é\"}", 7);
        assertThat(receiver.traffic()).containsExactly(new SessionEntry.Text(7, 3, Direction.OUT, "{\"type\":\"stt\",\"text\":\"é\"}", 26));
    }

    @Test
    void soundIsNotedWithoutItsHeadAndWhatIsNoneAsItCame() {
        byte[] short4 = {1, 2, 3, 4};
        receiver.received(new WebSocketMessage.Binary(BinaryFrameCodec.wrap(Framing.TIMESTAMPED, OPUS, 77)), 5);
        receiver.received(new WebSocketMessage.Binary(short4), 6);
        assertThat(receiver.traffic()).hasSize(2);
        assertThat(receiver.traffic().getFirst()).isInstanceOfSatisfying(SessionEntry.Packet.class, packet -> {
            assertThat(packet.opus()).isEqualTo(OPUS);
            assertThat(packet.timestampMillis()).isEqualTo(77);
            assertThat(packet.direction()).isEqualTo(Direction.OUT);
        });
        assertThat(receiver.traffic().getLast()).isInstanceOfSatisfying(SessionEntry.Frame.class, frame -> assertThat(frame.content()).isEqualTo(short4));
    }

    @Test
    void answersOfOneKindAreCounted() {
        text("{\"type\":\"tts\",\"state\":\"stop\",\"n\":1}", 10);
        assertThat(receiver.arrival(new ReplayStep.Awaited(STOP, 1, 0))).get().extracting(ReplayReceiver.Arrival::nanos).isEqualTo(10L);
        assertThat(receiver.arrival(new ReplayStep.Awaited(STOP, 2, 0))).isEmpty();
        text("{\"type\":\"tts\",\"state\":\"start\"}", 11);
        text("{\"type\":\"tts\",\"state\":\"stop\",\"n\":2}", 12);
        assertThat(receiver.arrival(new ReplayStep.Awaited(STOP, 2, 0))).get().satisfies(second -> assertThat(second.json().path("n").asInt()).isEqualTo(2));
        assertThat(receiver.arrival(new ReplayStep.Awaited(new AnswerKey("alert", ""), 1, 0))).isEmpty();
    }

    @Test
    void whatTheDeviceSendsIsNoAnswerAndNoSoundOfTheServer() {
        receiver.note(new SessionEntry.Text(1, 3, Direction.IN, "{\"type\":\"tts\",\"state\":\"stop\"}", 29));
        receiver.note(new SessionEntry.Packet(2, 3, Direction.IN, 0, OPUS));
        assertThat(receiver.traffic()).hasSize(2);
        assertThat(receiver.arrival(new ReplayStep.Awaited(STOP, 1, 0))).isEmpty();
        assertThat(receiver.heardSince(0)).isFalse();
    }

    @Test
    void soundCountsFromTheMomentThatIsAskedFor() {
        receiver.received(new WebSocketMessage.Binary(BinaryFrameCodec.wrap(Framing.TIMESTAMPED, OPUS, 0)), 50);
        assertThat(receiver.heardSince(50)).isTrue();
        assertThat(receiver.heardSince(51)).isFalse();
    }

    @Test
    void whoWaitsLearnsOfEachThingThatComes() {
        List<Runnable> comings = List.of(() -> text("{}", 1), () -> receiver.received(new WebSocketMessage.Binary(OPUS), 2),
            () -> receiver.received(new WebSocketMessage.Ping(OPUS), 3), () -> receiver.ended("gone"));
        for (Runnable coming : comings) {
            CompletableFuture<Boolean> next = receiver.next();
            assertThat(next).isNotDone();
            coming.run();
            assertThat(next).isCompletedWithValue(true);
        }
        CompletableFuture<Boolean> next = receiver.next();
        receiver.received(new WebSocketMessage.Pong(OPUS), 4);
        assertThat(next).as("a pong is nothing to wait for").isNotDone();
    }

    @Test
    void eachPingIsAnsweredOnceAndIsNoTraffic() {
        receiver.received(new WebSocketMessage.Ping(new byte[] {1}), 1);
        receiver.received(new WebSocketMessage.Ping(new byte[] {2}), 2);
        assertThat(receiver.ping()).hasValueSatisfying(payload -> assertThat(payload).containsExactly(1));
        assertThat(receiver.ping()).hasValueSatisfying(payload -> assertThat(payload).containsExactly(2));
        assertThat(receiver.ping()).isEmpty();
        assertThat(receiver.traffic()).isEmpty();
    }

    @Test
    void afterTheEndNothingIsNoted() {
        receiver.received(new WebSocketMessage.Close(1000, "bye"), 9);
        text("{\"type\":\"tts\",\"state\":\"stop\"}", 10);
        receiver.ended("the server ended TCP");
        assertThat(receiver.isClosed()).isTrue();
        assertThat(receiver.traffic()).containsExactly(new SessionEntry.Closed(9, 3, new CloseStatus(1000, "bye", CloseStatus.Cause.SERVER)));
        assertThat(receiver.arrival(new ReplayStep.Awaited(STOP, 1, 0))).isEmpty();
    }

    @Test
    void anEndWithoutACloseFrameIsNotedNow() {
        time.advance(Duration.ofMillis(250));
        receiver.ended("the server ended TCP");
        assertThat(receiver.traffic())
            .containsExactly(new SessionEntry.Closed(time.nanos(), 3, new CloseStatus(1006, "the server ended TCP", CloseStatus.Cause.SERVER)));
    }

    private void text(String text, long at) {
        receiver.received(new WebSocketMessage.Text(text), at);
    }
}
