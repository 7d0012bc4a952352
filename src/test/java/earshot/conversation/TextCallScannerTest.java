package earshot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.proof.CpuCost;
import earshot.llm.ToolCall;
import earshot.llm.ToolDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextCallScannerTest {
    private static final List<ToolDefinition> OFFERED = List.of(
        new ToolDefinition("set_volume", "", "{\"type\":\"object\",\"properties\":{\"volume\":{\"type\":\"integer\"},\"room\":{\"type\":\"string\"}}}"),
        new ToolDefinition("get_time", "", "{\"type\":\"object\",\"properties\":{}}"));

    private record Outcome(String prose, List<String> calls) {}

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '\0', value = {
        "<tool_call>⏎{\"name\": \"set_volume\", \"arguments\": {\"volume\": 30}}⏎</tool_call>",
        "＜tool_call＞{\"name\": \"set_volume\", \"arguments\": {\"volume\": 30}}＜/tool_call＞",
        "<tool_call>[{\"name\":\"set_volume\",\"arguments\":{\"volume\":30}}]</tool_call>",
        "<TOOL_CALL>{\"name\":\"functions.set_volume\",\"parameters\":{\"volume\":30}}",
        "<tool_call>set_volume(volume=30)</tool_call>",
        "<tool_call>set_volume⏎<arg_key>volume</arg_key>⏎<arg_value>30</arg_value>⏎</tool_call>",
        "<tool_call>⏎<function=set_volume>⏎<parameter=volume>⏎30⏎</parameter>⏎</function>⏎</tool_call>",
        "<function=set_volume>{\"volume\": 30}</function>",
        "<function_calls><invoke name=\"set_volume\"><parameter name=\"volume\">30</parameter></invoke></function_calls>",
        "<function_call>{\"name\":\"set_volume\",\"arguments\":{\"volume\":30}}</function_call>",
        "<|tool_call|>[{\"type\":\"function\",\"function\":{\"name\":\"set_volume\",\"arguments\":{\"volume\":30}}}]<|/tool_call|>",
        "<|tool_calls_section_begin|><|tool_call_begin|>functions.set_volume:0<|tool_call_argument_begin|>{\"volume\": 30}<|tool_call_end|><|tool_calls_section_end|>",
        "<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>set_volume⏎```json⏎{\"volume\":30}⏎```<｜tool▁call▁end｜><｜tool▁calls▁end｜>",
        "[TOOL_CALLS] [{\"name\": \"set_volume\", \"arguments\": {\"volume\": 30}}]",
        "[TOOL_CALLS]set_volume{\"volume\": 30}",
        "<|python_tag|>{\"name\": \"set_volume\", \"parameters\": {\"volume\": 30}}",
        "```json⏎{\"name\": \"set_volume\", \"arguments\": {\"volume\": 30}}⏎```",
        "```tool_code⏎print(set_volume(volume=30))⏎```",
        "{\"name\": \"set_volume\", \"arguments\": {\"volume\": 30}}",
        "{\"type\":\"function\",\"name\":\"set_volume\",\"parameters\":{\"volume\":30}}",
        "{\"tool_calls\":[{\"id\":\"1\",\"type\":\"function\",\"function\":{\"name\":\"set_volume\",\"arguments\":{\"volume\":30}}}]}",
        "[{\"name\":\"set_volume\",\"arguments\":{\"volume\":30}}]",
        "set_volume(volume=30)", "set_volume(30)", "set_volume({\"volume\": 30})", "`set_volume(volume = 30)`", "functions.set_volume(volume: 30)"})
    void aCallIsFoundHoweverItIsWrittenAndCutAlsoBehindWords(String given) {
        String call = given.replace('⏎', '\n');
        for (String words : List.of("", "好的，我来调。", "Okay, one moment.\n")) {
            Outcome outcome = everyWay(words + call);
            assertThat(outcome.calls()).as(words + call).containsExactly("set_volume{\"volume\":30}");
            assertThat(outcome.prose().replaceAll("[`\\s]", "")).isEqualTo(words.replaceAll("\\s", ""));
        }
    }

    /// Labels, brackets and tags around a call, as models and their templates write them.
    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '\0', value = {
        "<|channel|>commentary to=functions.set_volume <|constrain|>json<|message|>{\"volume\":30}<|call|>",
        "<|start|>assistant<|channel|>commentary to=functions.set_volume<|channel|>commentary json<|message|>{\"volume\":30}<|call|>",
        "<|start|>assistant to=functions.set_volume<|channel|>commentary json<|message|>{\"volume\":30}<|call|>",
        "<|end|>assistant to=functions.set_volume<|channel|>commentary <|constrain|>json<|message|>{\"volume\":30}",
        "<|channel|>analysis to=functions.set_volume code<|message|>{\"volume\":30}<|call|>",
        "to=functions.set_volume<|channel|>commentary <|constrain|>json<|message|>{\"volume\":30}",
        "assistant to=functions.set_volume<|channel|>commentary json<|message|>{\"volume\":30}",
        "<|start|>functions.set_volume<|channel|>commentary<|message|>{\"volume\":30}", "commentary to=functions.set_volume json{\"volume\":30}",
        "to=functions.set_volume {\"volume\":30}",
        "Action: ```json⏎[{\"tool_name\": \"set_volume\", \"parameters\": {\"volume\": 30}}]⏎```",
        "<|START_ACTION|>[{\"tool_call_id\": \"0\", \"tool_name\": \"set_volume\", \"parameters\": {\"volume\": 30}}]<|END_ACTION|>",
        "<seed:tool_call>⏎<function=set_volume>⏎<parameter=volume>30</parameter>⏎</function>⏎</seed:tool_call>",
        "<minimax:tool_call>⏎<invoke name=\"set_volume\">⏎<parameter name=\"volume\">30</parameter>⏎</invoke>⏎</minimax:tool_call>",
        "<longcat_tool_call>set_volume⏎<longcat_arg_key>volume</longcat_arg_key>⏎<longcat_arg_value>30</longcat_arg_value>⏎</longcat_tool_call>",
        "<｜DSML｜function_calls><｜DSML｜invoke name=\"set_volume\"><｜DSML｜parameter name=\"volume\" string=\"false\">30</｜DSML｜parameter></｜DSML｜invoke></｜DSML｜function_calls>",
        "<tools>⏎{\"name\":\"set_volume\",\"arguments\":{\"volume\":30}}⏎</tools>", "<tool>{\"name\":\"set_volume\",\"arguments\":{\"volume\":30}}</tool>",
        "<functions>{\"name\":\"set_volume\",\"arguments\":{\"volume\":30}}</functions>", "<set_volume><volume>30</volume></set_volume>",
        "<set_volume>{\"volume\":30}</set_volume>",
        "<set_volume volume=\"30\" />", "<tool_call><set_volume><volume>30</volume></set_volume></tool_call>",
        "Action: set_volume⏎Action Input: {\"volume\": 30}",
        "✿FUNCTION✿: set_volume⏎✿ARGS✿: {\"volume\": 30}⏎✿RESULT✿", "<start_function_call>call:set_volume{volume:30}<end_function_call>",
        "<|tool_call>call:set_volume{volume:30}<tool_call|>",
        "{\"set_volume\": {\"volume\": 30}}", "set_volume: {\"volume\": 30}", "set_volume {\"volume\": 30}", "set_volume⏎{\"volume\": 30}",
        "multi_tool_use.parallel({\"tool_uses\":[{\"recipient_name\":\"functions.set_volume\",\"parameters\":{\"volume\":30}}]})",
        "{\"tool_uses\":[{\"recipient_name\":\"functions.set_volume\",\"parameters\":{\"volume\":30}}]}",
        "<|action_start|><|plugin|>⏎{\"name\":\"set_volume\", \"parameters\":{\"volume\":30}}<|action_end|>",
        "functools[{\"name\":\"set_volume\",\"arguments\":{\"volume\":30}}]",
        "[set_volume(volume=30)]", "<|tool_call_start|>[set_volume(volume=30)]<|tool_call_end|>", "<function_calls>⏎set_volume(volume=30)⏎</function_calls>",
        "<|python_tag|>set_volume.call(volume=30)", "{\"type\": \"function\", \"function\": \"set_volume\", \"parameters\": {\"volume\": 30}}",
        ">>>set_volume⏎{\"volume\":30}",
        "[TOOL_CALLS]set_volume[ARGS]{\"volume\": 30}", "[TOOL_CALLS]set_volume[CALL_ID]abc123def[ARGS]{\"volume\": 30}",
        "[TOOL_REQUEST]{\"name\":\"set_volume\",\"arguments\":{\"volume\":30}}[END_TOOL_REQUEST]",
        "[TOOL_CALL]{\"tool\":\"set_volume\",\"args\":{\"volume\":30}}[/TOOL_CALL]",
        "[tool_call: set_volume({\"volume\":30})]", "[调用工具: set_volume(volume=30)]",
        "<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>set_volume<｜tool▁sep｜>{\"volume\":30}<｜tool▁call▁end｜><｜tool▁calls▁end｜>",
        "「tool_call」{\"name\":\"set_volume\",\"arguments\":{\"volume\":30}}", "<function name=\"set_volume\" arguments='{\"volume\":30}'/>",
        "<function>set_volume</function><arguments>{\"volume\":30}</arguments>", "<function>{\"name\":\"set_volume\",\"arguments\":{\"volume\":30}}</function>",
        "<call>set_volume(volume=30)</call>",
        "<invoke name=\"set_volume\"><volume>30</volume></invoke>", "<tool_use><name>set_volume</name><arguments>{\"volume\":30}</arguments></tool_use>",
        "<tool_call name=\"set_volume\">{\"volume\":30}</tool_call>", "<tool_call name=\"set_volume\" arguments=\"{\\\"volume\\\":30}\" />",
        "<tool_call>{\"name\":\"set_volume\",\"arguments\":\"{\\\"volume\\\":30}\"}</tool_call>",
        "{\"name\":\"set_volume\",\"arguments\":\"{\\\"volume\\\":30}\"}",
        "{\"command\":\"set_volume\",\"args\":{\"volume\":30}}", "{\"function_name\":\"set_volume\",\"function_args\":{\"volume\":30}}",
        "{\"api\":\"set_volume\",\"parameters\":{\"volume\":30}}",
        "{\"thought\":\"turn it down\",\"tool\":\"set_volume\",\"args\":{\"volume\":30}}", "{\"tool\":\"set_volume\",\"volume\":30}",
        "{\"name\":\"set_volume\",\"volume\":30}",
        "```tool_call⏎{\"name\":\"set_volume\",\"arguments\":{\"volume\":30}}⏎```", "```⏎set_volume(volume=30)⏎```",
        "~~~json⏎{\"name\":\"set_volume\",\"arguments\":{\"volume\":30}}⏎~~~",
        "```xml⏎<function=set_volume><parameter=volume>30</parameter></function>⏎```",
        "&lt;tool_call&gt;{\"name\":\"set_volume\",\"arguments\":{\"volume\":30}}&lt;/tool_call&gt;",
        "<use_mcp_tool>⏎<server_name>device</server_name>⏎<tool_name>set_volume</tool_name>⏎<arguments>⏎{\"volume\": 30}⏎</arguments>⏎</use_mcp_tool>",
        "<call:set_volume>{\"volume\":30}</call>", "**set_volume**(volume=30)",
        "await set_volume(volume=30)", "self.set_volume(volume=30)", "result = set_volume(volume=30)", "set_volume(volume=30);",
        "<tool_code>print(set_volume(volume=30))</tool_code>",
        "<execute>set_volume(volume=30)</execute>", "<code>set_volume(volume=30)</code>", "@set_volume(volume=30)", "#set_volume(volume=30)",
        "call:set_volume{\"volume\":30}",
        "<|im_start|>tool_call⏎{\"name\":\"set_volume\",\"arguments\":{\"volume\":30}}", "<unused_5>{\"name\":\"set_volume\",\"arguments\":{\"volume\":30}}",
        "set_volume(volume = 30, )",
        "<tool_call>⏎{\"name\": \"set_volume\", \"arguments\": {\"volume\": 30}⏎</tool_call>",
        "<tool_call>⏎{\"name\": \"set_volume\", \"arguments\": {\"volume\": 30}}}⏎</tool_call>",
        "<tool_call>⏎{{\"name\": \"set_volume\", \"arguments\": {{\"volume\": 30}}}}⏎</tool_call>",
        "<tool_call>{\"name\": \"set_volume\",⏎ \"arguments\": {\"volume\": 30, }}</tool_call>" })
    void whatStandsAroundACallIsNotSpoken(String given) {
        String call = given.replace('⏎', '\n');
        for (String words : List.of("", "好的，我来调。")) {
            assertThat(everyWay(words + call)).as(words + call).isEqualTo(new Outcome(words, List.of("set_volume{\"volume\":30}")));
        }
    }

    @Test
    void severalCallsAreAllFoundAndWhatFollowsIsNotSpoken() {
        String two = "<tool_call>{\"name\":\"set_volume\",\"arguments\":{\"volume\":30}}</tool_call>\n<tool_call>{\"name\":\"get_time\",\"arguments\":{}}</tool_call>\nDone!";
        assertThat(everyWay(two)).isEqualTo(new Outcome("", List.of("set_volume{\"volume\":30}", "get_time{}")));
        assertThat(everyWay("Sure. set_volume(volume=30, room='the \"big\" one')\nget_time()"))
            .isEqualTo(new Outcome("Sure. ", List.of("set_volume{\"volume\":30,\"room\":\"the \\\"big\\\" one\"}", "get_time{}")));
        assertThat(everyWay("Sure. [tool_call: set_volume for volume 30]")).as("its mark begins a call").isEqualTo(new Outcome("Sure. ", List.of()));
        assertThat(everyWay("<tool_call>unknown_tool(x)</tool_call>{\"name\":\"other\",\"arguments\":{}}").calls()).as("a marked one need not be offered")
            .containsExactly("other{}");
    }

    @ParameterizedTest
    @ValueSource(strings = { "Okay set_volume(volume=30)", "Okay, set_volume(volume=30)", "Sure! `set_volume(volume=30)`",
        "I'll turn it down: set_volume(volume=30)", "Let me do that set_volume(volume=30).", "好的，我来帮你调一下 set_volume(volume=30)",
        "我来调用 set_volume(volume=30)", "正在调整音量：set_volume(volume=30)", "Turning it down now: set_volume(volume=30)", "😊 set_volume(volume=30)",
        "Fine. (set_volume(volume=30))", "马上。**set_volume(volume=30)**", "Sure, {\"name\": \"set_volume\", \"arguments\": {\"volume\": 30}}" })
    void aCallBehindWordsThatAnnounceItIsOne(String text) {
        assertThat(everyWay(text).calls()).containsExactly("set_volume{\"volume\":30}");
    }

    @ParameterizedTest
    @ValueSource(strings = { "没问题，我来帮你调：set_volume(volume=30)", "好的，没问题，马上调低音量：set_volume(volume=30)", "别担心，我现在就调 set_volume(volume=30)",
        "可以的，我帮你调低：set_volume(volume=30)",
        "I can do that: set_volume(volume=30)", "Sure, I can help with that, let me turn it down: set_volume(volume=30)", "Tool call: set_volume(volume=30)",
        "Function call: {\"name\": \"set_volume\", \"arguments\": {\"volume\": 30}}",
        "Calling the function: set_volume(volume=30)", "调用工具：set_volume(volume=30)", "**函数调用：** set_volume(volume=30)"})
    void politeWordsAndLabelsDenyNoCall(String text) {
        assertThat(everyWay(text).calls()).containsExactly("set_volume{\"volume\":30}");
    }

    @ParameterizedTest
    @ValueSource(strings = { "You could use set_volume(volume=30)", "For that there is `set_volume(volume=30)`.", "音量可以用 set_volume(volume=30)",
        "比如说：set_volume(volume=30)", "Just say: set_volume(volume=30)", "你可以说“set_volume(volume=30)”。",
        "The command is set_volume(volume=30)\nDo you want that?", "Shall I? I'd call set_volume(volume=30)?", "I will not call set_volume(volume=30)",
        "An example: set_volume(volume=30)", "我不会调用 set_volume(volume=30)", "- set_volume(volume=30)\n- get_time()",
        "Ask me for the time, that is, get_time()", "set_volume(volume=30)?", "A call looks like {\"name\": \"set_volume\", \"arguments\": {\"volume\": 30}}",
        "它的格式是 {\"name\": \"set_volume\", \"arguments\": {\"volume\": 30}}" })
    void aCallThatASentenceMentionsIsSpoken(String text) {
        assertThat(everyWay(text)).isEqualTo(new Outcome(text, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "set_volume({'volume': 30})", "<tool_call>{'name': 'set_volume', 'arguments': {'volume': 30}}</tool_call>",
        "<function=set_volume>{'volume': 30}</function>", "{'name': 'set_volume', 'arguments': {'volume': 30}}",
        "```json\n{'name': 'set_volume', 'arguments': {'volume': 30}}\n```", "[TOOL_CALLS]set_volume{'volume': 30,}"})
    void jsonMayBeWrittenAsPythonDoes(String text) {
        assertThat(everyWay(text).calls()).containsExactly("set_volume{\"volume\":30}");
        assertThat(everyWay(text.replace("'volume': 30", "'volume': 30, 'room': \"Ann's\"")).calls())
            .containsExactly("set_volume{\"volume\":30,\"room\":\"Ann's\"}");
    }

    @Test
    void elementsHaveTheTypeThatTheSchemaSays() {
        assertThat(everyWay("<function=set_volume><parameter=volume>30</parameter><parameter=room>7</parameter></function>").calls())
            .containsExactly("set_volume{\"volume\":30,\"room\":\"7\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = { "Hello there. How are you?", "1 < 2 and [3] is {4}.", "<b>bold</b>", "<tool_cart>", "<tool_call",
        "You can say set_volume(level) to me.", "I use set_volume(volume=30) for that.", "set_volume(loud)",
        "set_volume (30)", "set_volumes(30)", "my_set_volume(30)", "set_volume(volume=30", "set_volume(pitch=3)", "get_time() tells the time.",
        "```python\nx = {\"name\": 1}\n```", "```json\n{\"name\": \"Bob\", \"age\": 3}\n```",
        "{\"name\": \"Bob\", \"arguments\": {}}", "{\"volume\": 30}", "{\"name\": \"set_volume\"}", "{\"name", "[", "``", "`x`", "```", "set_vol",
        "{ \"a\": [1, {\"name\": 2}]}", "The set is here. get it.",
        "Action: I sit down.", "The tool: set_volume(volume=30)", "<set_volume> is a tag.", "to=functions.other {}", "[set_volume]",
        "set_volume {\"pitch\": 3}", "My tool set_volume {\"volume\": 3} is good.", "function: f(x) = x", "<b>Action:</b> none",
        "[a](b) and [c", "await it", "res = 3", ">>> quoted", "{\"get_time\": {\"zone\": 1}}", "{\"set_volume\": 3}", "&lt;b&gt; is bold", "～ [1] ~~~ x"})
    void whatOnlyLooksLikeACallIsSpoken(String text) {
        assertThat(everyWay(text)).isEqualTo(new Outcome(text, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hello there.", "好的，我来看看。", "It costs 3 < 4.", "Yes (really).", "Set. ", "tool. print. get. "})
    void aSentenceIsNotHeldBack(String sentence) {
        TextCallScanner scanner = new TextCallScanner(OFFERED);
        StringBuilder prose = new StringBuilder();
        sentence.chars().forEach(c -> prose.append(scanner.add(Character.toString(c))));
        assertThat(prose).hasToString(sentence);
    }

    @Test
    void anythingAtAllIsSpokenOrACallWhateverItsCut() {
        List<String> tokens = List.of("{", "}", "\"", "name", "{\"name\":", "\"set_volume\"", "set_volume(", "get_time()", ")", "=", "30", "volume", "```", "`",
            "json", "\n", " ", ".", "<", "tool_call>", "<function=", "[", "]", ",", "print(", "好", "word", "Action:", "to=functions.", "<b>", "</set_volume>",
            "<set_volume>", "await ", "&lt;b&gt;");
        Random random = new Random(11);
        for (int run = 0; run < 3_000; run++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(16); i >= 0; i--) {
                text.append(tokens.get(random.nextInt(tokens.size())));
            }
            Outcome whole = read(text.toString(), text.length());
            for (int size = 1; size < 6; size++) {
                assertThat(read(text.toString(), size)).as("%s in pieces of %d", text, size).isEqualTo(whole);
            }
            assertThat(text.toString()).startsWith(whole.prose());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"name\":", "set_volume(", "<tool_call", "```{", "[", "`", "word ", "{\"name\":{", "print(", "<b>", "[x]", "Action:",
        "<set_volume>", "set_volume:", "```x", "to=" })
    void hostileTextCostsLittle(String part) {
        Duration limit = Duration.ofSeconds(5);
        String text = part.repeat(40_000 / part.length());
        assertThat(CpuCost.least(() -> read(text, 100), limit)).isLessThan(limit);
    }

    private static Outcome everyWay(String text) {
        Outcome whole = read(text, Math.max(1, text.length()));
        for (int size = 1; size < text.length(); size++) {
            assertThat(read(text, size)).as("in pieces of %d", size).isEqualTo(whole);
        }
        return whole;
    }

    private static Outcome read(String text, int size) {
        TextCallScanner scanner = new TextCallScanner(OFFERED);
        StringBuilder prose = new StringBuilder();
        for (int at = 0; at < text.length(); at += size) {
            prose.append(scanner.add(text.substring(at, Math.min(text.length(), at + size))));
        }
        prose.append(scanner.finish());
        List<ToolCall> calls = scanner.calling() ? scanner.calls() : List.of();
        return new Outcome(prose.toString(), calls.stream().map(call -> call.name() + call.arguments()).toList());
    }
}
