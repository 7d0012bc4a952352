package earshot.llm;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThoughtMarkScannerTest {
    @ParameterizedTest
    @ValueSource(strings = { "One.</think>", "One.[begin final response]", "One.&lt;", "```", "嗯。◁/think▷", "嗯。＜/think＞", "嗯。【/思考】", "嗯。「/思考」", "One.\\u003c",
        "He said \\\"no\\\".</think>", "C:\\\\</think>" })
    void theStartOfAMarkIsFoundHoweverTheBytesAreCut(String content) {
        assertThat(found(event("One.") + event(content))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "One, two. (Three!)", "“嗯”，好的。《书》", "He said \\\"no\\\".\\n", "C:\\\\", "Ünï 🎧 😀" })
    void textWithoutAMarkIsToldApartFromTheBracketsOfItsJson(String content) {
        assertThat(found(": a < sign in a comment, and [one]\n\n" + event(content) + event("One."))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "data: \"a\r\n", "data: \"a\\\n" })
    void aStringWithoutEndMayHoldAnything(String line) {
        assertThat(found(event("One.") + line)).isTrue();
    }

    private static String event(String content) {
        return "data: {\"id\":\"1\",\"choices\":[{\"delta\":{\"content\":\"" + content + "\"},\"index\":0}]}\n\n";
    }

    private static boolean found(String stream) {
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        ThoughtMarkScanner whole = new ThoughtMarkScanner();
        whole.scan(bytes, 0, bytes.length);
        ThoughtMarkScanner cut = new ThoughtMarkScanner();
        IntStream.range(0, bytes.length).forEach(at -> cut.scan(bytes, at, at + 1));
        assertThat(cut.found()).isEqualTo(whole.found());
        return whole.found();
    }
}
