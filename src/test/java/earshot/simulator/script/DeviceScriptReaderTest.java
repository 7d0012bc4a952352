package earshot.simulator.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.wire.Framing;
import earshot.wire.ListenMode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceScriptReaderTest {
    @TempDir
    private Path directory;

    @Test
    @DisplayName("U54: every step that there is")
    void everyStep() throws IOException {
        DeviceScript script = read("""
            # small talk
            description: everything once
            mode: realtime
            protocol: 2
            repeat: 3
            steps:
              - say
              - say: hello.wav
              - expect: {heard: hello, answered: "Hi!", within: 1.5 s}
              - expect: {within: 500 ms}
              - wait: answer
              - wait: 2 min
              - interrupt
              - hang up
              - return
              - press
              - release
              - hold: 3s
              - type: what time is it
            """);
        assertThat(script.mode()).contains(ListenMode.REALTIME);
        assertThat(script.framing()).contains(Framing.TIMESTAMPED);
        assertThat(script.sentences()).isEqualTo(9);
        assertThat(script.steps()).extracting(DeviceScript.Step::line).containsExactly(7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19);
        assertThat(script.steps()).extracting(DeviceScript.Step::action).containsExactly(new ScriptAction.Say(Optional.empty()),
            new ScriptAction.Say(Optional.of(directory.resolve("hello.wav"))),
            new ScriptAction.Expect(Optional.of("hello"), Optional.of("Hi!"), Duration.ofMillis(1_500)),
            new ScriptAction.Expect(Optional.empty(), Optional.empty(), Duration.ofMillis(500)),
            new ScriptAction.AwaitAnswer(), new ScriptAction.Wait(Duration.ofMinutes(2)), new ScriptAction.Interrupt(), new ScriptAction.HangUp(),
            new ScriptAction.Return(), new ScriptAction.Press(),
            new ScriptAction.Release(), new ScriptAction.Hold(Duration.ofSeconds(3)), new ScriptAction.Type("what time is it"));
    }

    @ParameterizedTest
    @DisplayName("U54: what is not understood is refused with its line")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, value = {
        "steps: [say, sing]                              | 1 | \"sing\" is no step; the steps are say, type, wait, expect, interrupt, hang up, return, press, release, hold",
        "steps:\\n  - wait: soon                          | 2 | \"soon\" is no time; write for example 500 ms, 3 s or 2 min, at most 60 min",
        "steps:\\n  - say\\n  - wait: 61 min               | 3 | \"61 min\" is no time; write for example 500 ms, 3 s or 2 min, at most 60 min",
        "steps:\\n  - wait                                | 2 | \"wait\" takes a time, for example 3 s, or \"answer\"",
        "steps:\\n  - hang up: 3 s                        | 2 | \"hang up\" takes no value",
        "steps:\\n  - say: a.wav\\n    wait: 3 s           | 2 | a step is one word, or one word with a colon and a value",
        "steps:\\n  - expect: {hear: x}                   | 2 | \"hear\" is not known here; known are answered, heard, within",
        "steps:\\n  - expect: yes                         | 2 | keys with values belong here: answered, heard, within",
        "steps:\\n  - type: [a]                           | 2 | a word or number belongs here",
        "steps:\\n  - type: ''                            | 2 | \"type\" takes a text of at most 1000 characters",
        "steps: [say]\\nspeed: 3                          | 2 | \"speed\" is not known here; known are description, mode, protocol, repeat, steps",
        "steps: [say]\\nsteps: [say]                      | 2 | \"steps\" is there twice",
        "repeat: 0\\nsteps: [say]                         | 1 | \"repeat\" takes 1–1000",
        "protocol: 4\\nsteps: [say]                       | 1 | \"protocol\" takes 1–3",
        "mode: loud\\nsteps: [say]                        | 1 | \"mode\" takes auto, manual, realtime",
        "steps: []                                       | 1 | it has no steps",
        "mode: auto                                      | 1 | it has no steps",
        "''                                              | 1 | it has no steps",
        "- say                                           | 1 | keys with values belong here: description, mode, protocol, repeat, steps",
        "a: &x [*x]\\nsteps: [say]                        | 1 | \"a\" is not known here; known are description, mode, protocol, repeat, steps",
    })
    void refusals(String yaml, String line, String reason) {
        Problem problem = refused(yaml.replace("\\n", "\n"));
        assertThat(problem.why(Locale.ENGLISH)).isEqualTo("Line " + line + ": " + reason + ".");
        assertThat(problem.why(Locale.SIMPLIFIED_CHINESE)).startsWith("第 " + line + " 行：").containsPattern("\\p{IsHan}{2}.*\\p{IsHan}");
    }

    @Test
    void brokenYamlAndFilesThatAreTooLargeAreRefused() throws IOException {
        assertThat(refused("steps:\n  - say: \"hello\n").why(Locale.ENGLISH)).matches("Line \\d: .+");
        assertThat(refused("steps: " + "[".repeat(20) + "]".repeat(20)).args()).last().isEqualTo("reason.too_deep");
        Problem large = refused("steps: [say]\n#" + "x".repeat(DeviceScriptReader.MOST_BYTES));
        assertThat(large.args()).last().isEqualTo("reason.too_large");
        assertThat(large.why(Locale.ENGLISH)).as("it has no line").startsWith("The file: ");
        assertThat(large.why(Locale.SIMPLIFIED_CHINESE)).startsWith("文件：");
        assertThat(refused("steps:\n" + "- say\n".repeat(DeviceScriptReader.MOST_STEPS + 1)).why(Locale.ENGLISH))
            .isEqualTo("Line 502: it has more than 500 steps.");
        assertThat(refused("[".repeat(10_000)).code()).isEqualTo(ProblemCode.SCRIPT_UNUSABLE);
        Files.write(directory.resolve("script.yaml"), new byte[] {(byte) 0xC3, 0x28});
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> DeviceScriptReader.read(directory.resolve("script.yaml")))
            .matches(e -> e.problem().args().getLast().equals("reason.not_utf_8"));
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> DeviceScriptReader.read(directory.resolve("none.yaml")))
            .matches(e -> e.problem().code() == ProblemCode.SCRIPT_UNUSABLE);
    }

    @Test
    void theExampleOfTheDocumentationIsAScript() throws IOException {
        Matcher examples = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(Path.of("assets/docs/test-device-script.md")));
        int read = 0;
        while (examples.find()) {
            assertThat(read(examples.group(1)).steps()).isNotEmpty();
            read++;
        }
        assertThat(read).isPositive();
    }

    private Problem refused(String yaml) {
        try {
            read(yaml);
        } catch (ProblemException e) {
            assertThat(e.problem().code()).isEqualTo(ProblemCode.SCRIPT_UNUSABLE);
            return e.problem();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("read: " + yaml);
    }

    private DeviceScript read(String yaml) throws IOException {
        return DeviceScriptReader.read(Files.writeString(directory.resolve("script.yaml"), yaml));
    }
}
