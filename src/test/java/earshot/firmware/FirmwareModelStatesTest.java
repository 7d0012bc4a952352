package earshot.firmware;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import earshot.wire.Dialect;
import earshot.wire.JsonMessageCodec;
import org.junit.jupiter.api.Test;

/// The state machine of the firmware as it is told apart from outside, and what it holds.
class FirmwareModelStatesTest {
    /// 60 ms of speech.
    private static final byte[] PACKET = {(byte) (11 << 3), 1, 2, 3};
    private static final byte[] TWENTY_MILLIS = {(byte) (9 << 3), 1, 2, 3};
    private static final byte[] TWO_HUNDRED_MILLIS = {(byte) (11 << 3 | 1), 1, 2};

    private final List<String> lost = new ArrayList<>();
    private final FirmwareModel model = model(Dialect.XIAOZHI);
    private long millis;

    private FirmwareModel model(Dialect dialect) {
        return new FirmwareModel(dialect, new LossListener() {
            @Override
            public void ranOut(long fromNanos, long toNanos) {
                lost.add("silent " + fromNanos / 1_000_000 + " to " + toNanos / 1_000_000);
            }

            @Override
            public void dropped(long nanos) {
                lost.add("dropped " + nanos / 1_000_000);
            }
        }, 0);
    }

    @Test
    void aConversationPassesThroughTheStatesOfTheFirmware() {
        assertThat(model.state()).isEqualTo(InferredState.CONNECTING);
        hello(60);
        assertThat(model.state()).as("before it listens").isEqualTo(InferredState.CONNECTING);
        listen("auto");
        assertThat(model.state()).isEqualTo(InferredState.LISTENING);
        assertThat(model.microphoneOpen()).isTrue();
        tts("start");
        assertThat(model.state()).isEqualTo(InferredState.SPEAKING);
        assertThat(model.microphoneOpen()).isFalse();
        tts("stop");
        assertThat(model.state()).isEqualTo(InferredState.LISTENING);
        assertThat(model.microphoneOpen()).as("what it holds is played first").isFalse();
    }

    @Test
    void pushToTalkEndsInIdleAndAnOpenMicrophoneStaysOpen() {
        hello(60);
        listen("manual");
        says("{'type':'listen','state':'stop'}");
        assertThat(model.state()).isEqualTo(InferredState.IDLE);
        tts("start");
        tts("stop");
        assertThat(model.state()).isEqualTo(InferredState.IDLE);

        listen("realtime");
        tts("start");
        assertThat(model.state()).isEqualTo(InferredState.SPEAKING);
        assertThat(model.microphoneOpen()).isTrue();
    }

    @Test
    void aDeviceThatNeverListenedRefusesToSpeakAndTakesNoSound() {
        hello(60);
        tts("start");
        send(PACKET, 50);
        assertThat(model.state()).isEqualTo(InferredState.CONNECTING);
        assertThat(model.speechAnnounced()).isTrue();
        assertThat(model.ahead(nanos())).isZero();
        assertThat(lost).isEmpty();
    }

    @Test
    void aClientThatDoesNotListenIsNoFirmwareAndSpeaksWhenItIsIdle() {
        hello(60);
        passes(10_100);
        assertThat(model.state()).isEqualTo(InferredState.IDLE);
        FirmwareModel badge = model(Dialect.BADGE);
        badge.sent(json("{'type':'hello'}"), 1);
        assertThat(badge.state()).isEqualTo(InferredState.IDLE);
        FirmwareModel typed = model(Dialect.XIAOZHI);
        typed.received(JsonMessageCodec.read("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"hello\"}"), 1);
        assertThat(typed.state()).isEqualTo(InferredState.IDLE);
        assertThat(typed.everListened()).isTrue();
    }

    @Test
    void aWakeWordEndsAnAnswerAtOnceAndAButtonOnlyWithItsStop() {
        answering();
        send(PACKET, 10);
        says("{'type':'abort','reason':'wake_word_detected'}");
        assertThat(model.state()).isEqualTo(InferredState.LISTENING);
        assertThat(model.waiting()).isZero();
        tts("start");
        send(PACKET, 10);
        says("{'type':'abort'}");
        assertThat(model.state()).isEqualTo(InferredState.SPEAKING);
        assertThat(model.waiting()).isEqualTo(9);
        tts("stop");
        assertThat(model.state()).isEqualTo(InferredState.LISTENING);
        assertThat(model.waiting()).as("is still played").isEqualTo(9);
    }

    @Test
    void aListenThatWasOnItsWayWhenTheAnswerBeganDoesNotEndIt() {
        answering();
        listen("auto");
        assertThat(model.state()).isEqualTo(InferredState.SPEAKING);
        says("{'type':'abort'}");
        listen("manual");
        assertThat(model.state()).as("the talk button went down").isEqualTo(InferredState.LISTENING);
    }

    @Test
    void fortyPacketsWaitWhateverTheirLengthAndFurtherOnesAreDropped() {
        answering();
        send(TWENTY_MILLIS, 43);
        assertThat(model.waiting()).isEqualTo(FirmwareModel.QUEUE_CAPACITY);
        assertThat(model.ahead(nanos())).isEqualTo(Duration.ofMillis(41 * 20));
        assertThat(lost).hasSize(2).containsOnly("dropped " + millis);
        passes(41 * 20 - 1);
        assertThat(model.waiting()).isZero();
        assertThat(model.ahead(nanos())).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void silenceWithinAnAnswerIsALossAndSilenceAfterItIsNone() {
        answering();
        send(PACKET, 2);
        long end = millis + 120;
        passes(200);
        send(PACKET, 1);
        assertThat(lost).containsExactly("silent " + end + " to " + millis);
        passes(500);
        tts("stop");
        passes(500);
        tts("start");
        send(PACKET, 1);
        assertThat(lost).as("the next answer begins anew").hasSize(1);
    }

    @Test
    void whatCannotBeDecodedTakesAPlaceAndNoTime() {
        answering();
        send(TWO_HUNDRED_MILLIS, 1);
        assertThat(model.ahead(nanos())).isZero();
        send(PACKET, 1);
        send(TWO_HUNDRED_MILLIS, 2);
        send(PACKET, 1);
        assertThat(model.waiting()).isEqualTo(3);
        assertThat(model.ahead(nanos())).isEqualTo(Duration.ofMillis(120));
        passes(60);
        assertThat(model.waiting()).isZero();
    }

    @Test
    void theChannelEndsTwoMinutesAfterTheLastThingThatWasSent() {
        assertThat(model.channelEndsNanos()).isEmpty();
        hello(60);
        passes(30_000);
        listen("auto");
        assertThat(model.channelEndsNanos()).as("what the device says does not count").hasValue(120_000_000_000L);
        tts("start");
        assertThat(model.channelEndsNanos()).hasValue(nanos() + 120_000_000_000L);
        passes(1_000);
        send(PACKET, 1);
        assertThat(model.channelEndsNanos()).hasValue(nanos() + 120_000_000_000L);
    }

    private void answering() {
        hello(60);
        listen("auto");
        tts("start");
        passes(60);
    }

    private void hello(int frameMillis) {
        model.sent(json("{'type':'hello','transport':'websocket','audio_params':{'frame_duration':" + frameMillis + "}}"), nanos());
    }

    private void tts(String phase) {
        model.sent(json("{'type':'tts','state':'" + phase + "'}"), nanos());
    }

    private void listen(String mode) {
        says("{'type':'listen','state':'start','mode':'" + mode + "'}");
    }

    private void says(String text) {
        model.received(JsonMessageCodec.read(text.replace('\'', '"')), nanos());
    }

    private void send(byte[] packet, int times) {
        IntStream.range(0, times).forEach(_ -> model.sent(packet, nanos()));
    }

    private void passes(long time) {
        millis += time;
        model.advance(nanos());
    }

    private long nanos() {
        return millis * 1_000_000;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
