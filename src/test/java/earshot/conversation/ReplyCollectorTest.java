package earshot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.conversation.ReplyCollector.CollectedReply;
import earshot.llm.ReplyDelta;
import earshot.llm.ToolCall;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyCollectorTest {
    private static final String CALL = "<tool_call>{\"name\":\"x\",\"arguments\":{\"a\":1}}</tool_call>";

    @Test
    @DisplayName("rows 5, 48: a call in text is found however its pieces are cut, and nothing of it is spoken")
    void aCallInTextIsFoundHoweverItIsCut() {
        for (int cut = 0; cut <= CALL.length(); cut++) {
            for (int second = cut; second <= CALL.length(); second += 7) {
                ReplyCollector collector = new ReplyCollector(true, List.of());
                List<String> spoken = new ArrayList<>();
                for (String piece : List.of("\n", CALL.substring(0, cut), CALL.substring(cut, second), CALL.substring(second))) {
                    spoken.addAll(collector.add(new ReplyDelta.Text(piece)));
                }
                assertThat(spoken).isEmpty();
                assertThat(collector.finish()).isInstanceOfSatisfying(CollectedReply.Calls.class, calls -> {
                    assertThat(calls.note()).contains("reason.tool_call_as_text");
                    assertThat(calls.rest()).isEmpty();
                    assertThat(calls.calls()).singleElement().satisfies(call -> assertThat(call.arguments()).isEqualTo("{\"a\":1}"),
                        call -> assertThat(call.id()).matches("[0-9a-f]{32}"));
                });
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<tool_call", "<tool", "<", "<b>bold</b>", "<tool_cart>"})
    void whatOnlyBeginsLikeACallIsSpoken(String text) {
        ReplyCollector collector = new ReplyCollector(true, List.of());
        List<String> spoken = new ArrayList<>();
        text.chars().forEach(c -> spoken.addAll(collector.add(new ReplyDelta.Text(Character.toString(c)))));
        assertThat(collector.finish()).isInstanceOfSatisfying(CollectedReply.Prose.class, prose -> spoken.addAll(prose.rest()));
        assertThat(String.join("", spoken)).isEqualTo(text);
    }

    @Test
    void withoutToolsNothingIsACall() {
        ReplyCollector collector = new ReplyCollector(false, List.of());
        collector.add(new ReplyDelta.ToolCallDelta(0, "1", "x", "{}"));
        assertThat(collector.isEmpty()).isTrue();
        List<String> spoken = new ArrayList<>(collector.add(new ReplyDelta.Text(CALL)));
        assertThat(collector.finish()).isInstanceOfSatisfying(CollectedReply.Prose.class, prose -> spoken.addAll(prose.rest()));
        assertThat(String.join("", spoken)).contains("<tool_call>");
    }

    @Test
    void callsArePutTogetherByTheirIndexAndSpokenAfterTheProse() {
        ReplyCollector collector = new ReplyCollector(true, List.of());
        assertThat(collector.add(new ReplyDelta.Text("One moment. Let me"))).containsExactly("One moment.");
        collector.add(new ReplyDelta.ToolCallDelta(1, "b", "second", "{\"x\""));
        collector.add(new ReplyDelta.ToolCallDelta(0, "a", "first", ""));
        collector.add(new ReplyDelta.ToolCallDelta(1, "", "", ":2}"));
        assertThat(collector.add(new ReplyDelta.Text(" look. And more."))).as("what follows a call is not spoken").isEmpty();
        assertThat(collector.finish()).isEqualTo(
            new CollectedReply.Calls(List.of("Let me"), List.of(new ToolCall("a", "first", ""), new ToolCall("b", "second", "{\"x\":2}")), Optional.empty()));
    }

    @Test
    void aCallWithoutIdGetsOne() {
        ReplyCollector collector = new ReplyCollector(true, List.of());
        collector.add(new ReplyDelta.ToolCallDelta(0, "", "x", "{}"));
        assertThat(((CollectedReply.Calls) collector.finish()).calls().getFirst().id()).matches("[0-9a-f]{32}");
    }

    @Test
    void anAnswerWithoutEndIsBounded() {
        ReplyCollector collector = new ReplyCollector(true, List.of());
        long spoken = 0;
        for (int i = 0; i < 20_000; i++) {
            spoken += collector.add(new ReplyDelta.Text("Again and again. ")).stream().mapToLong(String::length).sum();
            collector.add(new ReplyDelta.ToolCallDelta(i, "i" + i, "x", ""));
        }
        assertThat(spoken).isLessThanOrEqualTo(ReplyCollector.MAX_CHARS);
        assertThat(((CollectedReply.Calls) collector.finish()).calls()).hasSize(16);
    }

    @Test
    void argumentsWithoutEndAreBounded() {
        ReplyCollector collector = new ReplyCollector(true, List.of());
        for (int i = 0; i < 100; i++) {
            collector.add(new ReplyDelta.ToolCallDelta(0, "i", "x", "y".repeat(10_000)));
        }
        assertThat(((CollectedReply.Calls) collector.finish()).calls().getFirst().arguments()).hasSizeLessThan(ReplyCollector.MAX_CHARS + 10_001);
    }

    @Test
    void wordsBeforeACallInTextAreHeardAtOnceAndTheCallIsRun() {
        ReplyCollector collector = new ReplyCollector(true, List.of());
        assertThat(collector.add(new ReplyDelta.Text("好的，我来调。"))).containsExactly("好的，我来调。");
        assertThat(collector.add(new ReplyDelta.Text("<tool_call>\n{\"name\": \"set_volume\", \"arguments\": {\"volume\": 30}}\n</tool_call>Done."))).isEmpty();
        assertThat(collector.finish()).isInstanceOfSatisfying(CollectedReply.Calls.class, found -> {
            assertThat(found.rest()).isEmpty();
            assertThat(found.calls()).singleElement().extracting(ToolCall::name, ToolCall::arguments).containsExactly("set_volume", "{\"volume\":30}");
        });
    }

    @Test
    void aThoughtThatIsTakenBackIsNoPartOfTheReply() {
        ReplyCollector collector = new ReplyCollector(true, List.of());
        assertThat(collector.add(new ReplyDelta.Text("They want the time. So I"))).containsExactly("They want the time.");
        collector.add(new ReplyDelta.Retraction());
        collector.add(new ReplyDelta.Text("It is noon."));
        assertThat(collector.finish()).isEqualTo(new CollectedReply.Prose(List.of("It is noon.")));
    }

    @Test
    @DisplayName("row 48: a call that cannot be read is spoken: nothing is lost")
    void aBrokenCallIsTheAnswer() {
        ReplyCollector collector = new ReplyCollector(true, List.of());
        collector.add(new ReplyDelta.Text("<tool_call>{\"name\": broken}"));
        assertThat(collector.finish()).isInstanceOfSatisfying(CollectedReply.BrokenCall.class, broken -> {
            assertThat(broken.rest()).isEmpty();
            assertThat(broken.answer()).isEqualTo("{\"name\": broken}");
            assertThat(broken.why()).startsWith("not a tool call");
        });
    }
}
