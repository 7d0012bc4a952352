package earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.problem.ProblemReason;
import earshot.wire.InboundMessage.Listen.ListenAction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each message of a device as a type for filters and as a line of the timeline, and what counts as one that has an error in it.
@DisplayName("badge-protocol sections 2.3 to 2.14: each message of a device")
class InboundMessagesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "{\"type\":\"hello\"}|hello|hello version 1 opus 16000 Hz 60 ms",
        "{\"type\":\"hello\",\"version\":3,\"features\":[\"mcp\",\"aec\"],\"audio_params\":{\"format\":\"PCM\",\"sample_rate\":24000,"
            + "\"frame_duration\":20}}|hello|hello version 3 pcm 24000 Hz 20 ms mcp aec",
        "{\"type\":\"ping\"}|ping|ping",
        "{\"type\":\"keepalive\"}|ping|ping",
        "{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}|listen|listen start auto",
        "{\"type\":\"listen\",\"state\":\"STOP\"}|listen|listen stop",
        "{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"hi\",\"mode\":\"manual\"}|listen|listen detect manual \"hi\"",
        "{\"type\":\"abort\"}|abort|abort",
        "{\"type\":\"abort\",\"reason\":\"wake_word_detected\"}|abort|abort wake_word_detected",
        "{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"meeting\"}|mode|mode start meeting",
        "{\"type\":\"mode\"}|mode|mode  ",
        "{\"type\":\"server\",\"action\":\"restart\"}|server|server restart",
        "{\"type\":\"config_update\",\"config\":{\"a\":1,\"b\":2}}|config_update|config_update [a, b]",
        "{\"type\":\"mcp\",\"payload\":{\"method\":\"notifications/progress\"}}|mcp|mcp notifications/progress",
        "{\"type\":\"mcp\",\"payload\":{\"id\":4,\"error\":{\"code\":-1}}}|mcp|mcp error #4",
        "{\"type\":\"mcp\",\"payload\":{\"id\":5,\"result\":{}}}|mcp|mcp result #5",
        "{\"type\":\"iot\",\"descriptors\":[]}|iot|iot",
        "{\"type\":\"meeting\",\"phase\":\"snippet\",\"items\":[{},{}]}|meeting|meeting snippet of 2",
        "{\"type\":\"meeting\",\"phase\":\"finalize\"}|meeting|meeting finalize",
        "{\"type\":\"meeting\",\"phase\":\"snippet\",\"items\":{}}|meeting|meeting snippet",
        "{\"type\":\"goodbye\"}|goodbye|goodbye",
        "{\"type\":\"ui.event\",\"id\":1}|ui.event|unknown type ui.event",
        "4711|number|4711"})
    void eachMessageHasItsTypeAndItsLine(String text, String type, String summary) {
        InboundMessage message = JsonMessageCodec.read(text);
        assertThat(message.type()).isEqualTo(type);
        assertThat(message.summary()).isEqualToIgnoringWhitespace(summary);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "{\"type\":\"listen\",\"state\":\"pause\"}|listen without a state of start, stop or detect",
        "{\"type\":\"listen\",\"state\":1}|listen without a state of start, stop or detect",
        "{\"type\":\"server\",\"action\":[]}|server without action",
        "{\"type\":\"mcp\",\"payload\":[1]}|mcp without payload",
        "{\"type\":\"mcp\",\"payload\":null}|mcp without payload",
        "true|JSON of the type boolean, not an object",
        "{\"type\":true}|type is a JSON boolean, not a string"})
    void aMessageWithAnErrorSaysWhatIsMissing(String text, String reason) {
        InboundMessage message = JsonMessageCodec.read(text);
        assertThat(message).isInstanceOfSatisfying(InboundMessage.Malformed.class, malformed -> {
            assertThat(ProblemReason.text(malformed.reason(), Locale.ENGLISH)).isEqualTo(reason);
            assertThat(ProblemReason.text(malformed.reason(), Locale.SIMPLIFIED_CHINESE)).containsPattern("\\p{IsHan}");
        });
        assertThat(message.type()).isEqualTo("malformed");
        assertThat(message.summary()).isEqualTo("malformed");
    }

    @ParameterizedTest
    @CsvSource({"start, START", "Start, START", "stop, STOP", "detect, DETECT", "DETECT, DETECT"})
    void theStateOfListenIsReadInAnyCase(String state, ListenAction action) {
        assertThat(JsonMessageCodec.read("{\"type\":\"listen\",\"state\":\"" + state + "\"}"))
            .isEqualTo(new InboundMessage.Listen(action, Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"auto, AUTO", "MANUAL, MANUAL", "Realtime, REALTIME"})
    void aListenModeIsReadInAnyCaseAndWrittenInLowerCase(String name, ListenMode mode) {
        assertThat(ListenMode.ofWireName(name)).contains(mode);
        assertThat(mode.wireName()).isEqualTo(name.toLowerCase());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "push", "automatic", "auto "})
    void anyOtherListenModeIsNone(String name) {
        assertThat(ListenMode.ofWireName(name)).isEmpty();
    }

    @Test
    void anUnknownTypeKeepsItsBody() {
        InboundMessage.UnknownType unknown = (InboundMessage.UnknownType) JsonMessageCodec.read("{\"type\":\"ui.event\",\"id\":\"p7\"}");
        assertThat(unknown.body().path("id").textValue()).isEqualTo("p7");
    }

    @ParameterizedTest
    @CsvSource({"1, RAW", "2, TIMESTAMPED", "3, COMPACT", "0, RAW", "4, RAW", "-1, RAW"})
    void anUnknownFramingVersionIsRaw(int version, Framing framing) {
        assertThat(Framing.ofVersion(version)).isEqualTo(framing);
        if (version >= 1 && version <= 3) {
            assertThat(framing.version()).isEqualTo(version);
        }
    }

    @ParameterizedTest
    @CsvSource({"16000, 60, 960", "24000, 60, 1440", "48000, 20, 960", "8000, 5, 40", "12000, 120, 1440"})
    void aFrameHasSamplesByRateAndDuration(int rate, int millis, int samples) {
        assertThat(new AudioParams(rate, 1, millis).samplesPerFrame()).isEqualTo(samples);
    }
}
