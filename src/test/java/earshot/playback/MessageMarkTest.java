package earshot.playback;

import static earshot.data.JsonMappers.tree;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

class MessageMarkTest {
    @Test
    void aMessageIsKnownByItsTypeAndItsState() {
        assertThat(MessageMark.of("{\"session_id\":\"s\",\"type\":\"tts\",\"state\":\"start\"}")).isEqualTo(new MessageMark("tts", "start"));
        assertThat(MessageMark.of("{\"type\":\"stt\",\"text\":\"hi\"}")).isEqualTo(new MessageMark("stt", ""));
        assertThat(MessageMark.of("{\"state\":\"start\"}")).isEqualTo(new MessageMark("", "start"));
    }

    @Test
    void whatIsNoMessageHasABlankMark() {
        for (String text : List.of("", " ", "17", "null", "[1,2]", "\"tts\"", "{\"type\":", "no json", "{\"type\":null,\"state\":{}}", "[".repeat(5_000))) {
            assertThat(MessageMark.of(text)).as(text.substring(0, Math.min(20, text.length()))).isEqualTo(new MessageMark("", ""));
        }
    }

    @Test
    void aTextThatCannotBeReadHasAnEmptyTree() {
        assertThat(tree("{\"type\":").isMissingNode()).isTrue();
        assertThat(tree("").isMissingNode()).isTrue();
        assertThat(tree("{\"a\":{\"b\":1}}").path("a").path("b").asInt()).isEqualTo(1);
    }
}
