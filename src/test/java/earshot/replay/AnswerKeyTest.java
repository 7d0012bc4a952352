package earshot.replay;

import static earshot.data.JsonMappers.strictTree;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerKeyTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"type":"hello","session_id":"s"}                                                      | hello
        {"type":"tts","state":"sentence_start","text":"hi"}                                    | tts sentence_start
        {"type":"alert","status":"low","message":"m"}                                          | alert low
        {"type":"server","action":"restart","status":"ok"}                                     | server restart
        {"type":"x","state":"a","action":"b","status":"c"}                                     | x a
        {"type":"mcp","payload":{"id":1,"method":"tools/list","params":{}}}                    | mcp tools/list
        {"type":"mcp","payload":{"id":2,"method":"tools/call","params":{"name":"lamp.on"}}}    | mcp tools/call lamp.on
        {"type":"mcp","state":"not looked at","payload":{"id":2,"result":{}}}                  | mcp answer
        {"state":"without a type"}                                                             | without a type
        """)
    void aMessageIsToldFromOthersByWhatItIsAndNotByWhatItHolds(String message, String key) {
        assertThat(key(message)).hasToString(key);
    }

    @Test
    void whatIsNoMessageHasTheEmptyKey() {
        for (String text : List.of("", "no json", "17", "[]", "{\"type\":\"tts\"} {\"type\":\"tts\"}")) {
            assertThat(key(text)).as(text).isEqualTo(new AnswerKey("", ""));
        }
        assertThat(key("no json")).hasToString("");
    }

    @Test
    void aLongNameIsCutAndIsStillTheSameInAnotherRun() {
        AnswerKey key = key("{\"type\":\"" + "t".repeat(500) + "\",\"state\":\"" + "s".repeat(500) + "\"}");
        assertThat(key.type()).hasSize(80).endsWith("t…");
        assertThat(key.detail()).hasSize(80).endsWith("s…");
        assertThat(key).isEqualTo(key("{\"type\":\"" + "t".repeat(600) + "\",\"state\":\"" + "s".repeat(600) + "\"}"));
    }

    @Test
    void whatBelongsToAConversationComesInOneOrder() {
        assertThat(Stream.of("hello", "stt", "llm", "tts", "listen", "goodbye").map(type -> new AnswerKey(type, ""))).allMatch(AnswerKey::spoken)
            .extracting(AnswerKey::lane).containsOnly("conversation");
        assertThat(Stream.of("mcp", "alert", "ui.render", "").map(type -> new AnswerKey(type, "x"))).noneMatch(AnswerKey::spoken).extracting(AnswerKey::lane)
            .containsExactly("mcp", "alert", "ui.render", "");
    }

    @Test
    void aDeviceWaitsForTheHelloTheBeginAndTheEndOfSpeechAndTheGoodbye() {
        assertThat(Stream.of(new AnswerKey("hello", ""), new AnswerKey("tts", "start"), new AnswerKey("tts", "stop"), new AnswerKey("goodbye", "")))
            .allMatch(AnswerKey::leads);
        assertThat(Stream.of(new AnswerKey("tts", "sentence_start"), new AnswerKey("tts", ""), new AnswerKey("stt", ""), new AnswerKey("llm", ""),
            new AnswerKey("listen", "start"), new AnswerKey("mcp", "stop")))
            .noneMatch(AnswerKey::leads);
    }

    private static AnswerKey key(String message) {
        return AnswerKey.of(strictTree(message));
    }
}
