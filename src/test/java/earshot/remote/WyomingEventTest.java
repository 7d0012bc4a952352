package earshot.remote;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

/// Events of the Wyoming protocol as bytes.
class WyomingEventTest {
    @Test
    void anEventWithoutAnythingIsALine() {
        assertThat(text(WyomingEvent.of("describe"))).isEqualTo("{\"type\":\"describe\"}\n");
    }

    @Test
    void dataAndSoundFollowTheLineThatSaysHowMuchTheyAre() {
        assertThat(text(WyomingEvent.audio("audio-chunk", 16_000, "soun".getBytes(StandardCharsets.US_ASCII))))
            .isEqualTo("{\"type\":\"audio-chunk\",\"data_length\":37,\"payload_length\":4}\n{\"rate\":16000,\"width\":2,\"channels\":1}soun");
        assertThat(text(WyomingEvent.audio("audio-start", 8_000, new byte[0])))
            .isEqualTo("{\"type\":\"audio-start\",\"data_length\":36}\n{\"rate\":8000,\"width\":2,\"channels\":1}");
    }

    @Test
    void lengthsAreBytesAndNotCharacters() {
        assertThat(text(new WyomingEvent("synthesize", JSON.createObjectNode().put("text", "你好"), new byte[0])))
            .isEqualTo("{\"type\":\"synthesize\",\"data_length\":17}\n{\"text\":\"你好\"}");
    }

    private static String text(WyomingEvent event) {
        return new String(event.bytes(), StandardCharsets.UTF_8);
    }
}
