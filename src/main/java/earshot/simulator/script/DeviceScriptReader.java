package earshot.simulator.script;

import module java.base;

import earshot.config.YamlDiagnosis;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemReason;
import earshot.problem.ProblemSubject;
import earshot.wire.Framing;
import earshot.wire.ListenMode;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// Reads a script. What it does not understand it refuses, with the line: nothing is passed over.
public final class DeviceScriptReader {
    static final int MOST_BYTES = 64 * 1024;
    static final int MOST_STEPS = 500;
    static final int MOST_REPEATS = 1_000;
    private static final int LONGEST_TEXT = 1_000;
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern DURATION = Pattern.compile("(\\d{1,7}(?:\\.\\d{1,3})?) ?(ms|s|min)");
    private static final Set<String> KEYS = new TreeSet<>(Set.of("description", "mode", "protocol", "repeat", "steps"));
    private static final List<String> STEPS = List.of("say", "type", "wait", "expect", "interrupt", "hang up", "return", "press", "release", "hold");

    private final Path file;

    /// What is wrong in a line.
    private static final class Refused extends RuntimeException {
        private final int line;
        private final String reason;

        Refused(Node at, String reason) {
            super(reason, null, false, false);
            line = at.getStartMark().getLine() + 1;
            this.reason = reason;
        }
    }

    private DeviceScriptReader(Path file) {
        this.file = file;
    }

    /// Waits for the disk.
    ///
    /// @throws ProblemException `SCRIPT_UNUSABLE`
    public static DeviceScript read(Path file) {
        return new DeviceScriptReader(file).script(text(file));
    }

    private static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw unusable(file, ProblemReason.SCRIPT_FILE.toString(), ProblemReason.TOO_LARGE.toString());
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            throw unusable(file, ProblemReason.SCRIPT_FILE.toString(), ProblemReason.NOT_UTF_8.toString());
        } catch (IOException e) {
            throw unusable(file, ProblemReason.SCRIPT_FILE.toString(), Failures.argument(e));
        }
    }

    /// @param where [#line], or the whole file
    private static ProblemException unusable(Path file, String where, String reason) {
        return new ProblemException(Problem.of(ProblemCode.SCRIPT_UNUSABLE, new ProblemSubject.File(file.toString()), file, where, reason));
    }

    private static String line(int number) {
        return ProblemReason.SCRIPT_LINE.with(number);
    }

    private DeviceScript script(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(10);
        try {
            Node root = new Yaml(options).compose(new StringReader(text));
            if (root == null) {
                throw unusable(file, line(1), ProblemReason.SCRIPT_NO_STEPS.toString());
            }
            return script(fields(root, KEYS));
        } catch (Refused e) {
            throw unusable(file, line(e.line), e.reason);
        } catch (YAMLException e) {
            throw YamlDiagnosis.explain(e, text,
                (at, reason) -> unusable(file, at.isEmpty() ? ProblemReason.SCRIPT_FILE.toString() : line(at.getAsInt()), reason));
        }
    }

    private DeviceScript script(Map<String, Node> fields) {
        Node steps = fields.get("steps");
        if (!(steps instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
            throw unusable(file, line(steps == null ? 1 : steps.getStartMark().getLine() + 1), ProblemReason.SCRIPT_NO_STEPS.toString());
        }
        if (sequence.getValue().size() > MOST_STEPS) {
            throw new Refused(sequence.getValue().get(MOST_STEPS), ProblemReason.SCRIPT_MANY_STEPS.with(MOST_STEPS));
        }
        Optional<Node> mode = Optional.ofNullable(fields.get("mode"));
        Optional<Node> protocol = Optional.ofNullable(fields.get("protocol"));
        Optional<Node> repeat = Optional.ofNullable(fields.get("repeat"));
        return new DeviceScript(mode.map(node -> ListenMode.ofWireName(scalar(node)).orElseThrow(() -> takes(node, "mode", "auto, manual, realtime"))),
            protocol.map(node -> Framing.ofVersion(number(node, "protocol", 3))), repeat.map(node -> number(node, "repeat", MOST_REPEATS)).orElse(1),
            sequence.getValue().stream().map(this::step).toList());
    }

    private DeviceScript.Step step(Node node) {
        int line = node.getStartMark().getLine() + 1;
        if (node instanceof ScalarNode word) {
            return new DeviceScript.Step(line, action(word.getValue(), word));
        }
        if (!(node instanceof MappingNode mapping) || mapping.getValue().size() != 1) {
            throw new Refused(node, ProblemReason.SCRIPT_ONE_STEP.toString());
        }
        NodeTuple only = mapping.getValue().getFirst();
        return new DeviceScript.Step(line, action(scalar(only.getKeyNode()), only.getKeyNode(), only.getValueNode()));
    }

    /// A step that is only a word.
    private static ScriptAction action(String word, Node at) {
        return switch (word) {
            case "say" -> new ScriptAction.Say(Optional.empty());
            case "interrupt" -> new ScriptAction.Interrupt();
            case "hang up" -> new ScriptAction.HangUp();
            case "return" -> new ScriptAction.Return();
            case "press" -> new ScriptAction.Press();
            case "release" -> new ScriptAction.Release();
            case "type" -> throw new Refused(at, ProblemReason.SCRIPT_TAKES_TEXT.with(word));
            case "wait" -> throw new Refused(at, ProblemReason.SCRIPT_TAKES_WAIT.with(word));
            case "hold" -> throw new Refused(at, ProblemReason.SCRIPT_TAKES_TIME.with(word));
            case "expect" -> throw takes(at, word, "heard, answered, within");
            default -> throw unknown(at, word);
        };
    }

    private ScriptAction action(String word, Node at, Node value) {
        return switch (word) {
            case "say" -> new ScriptAction.Say(Optional.of(speech(value)));
            case "type" -> new ScriptAction.Type(text(value, word));
            case "wait" -> scalar(value).equals("answer") ? new ScriptAction.AwaitAnswer() : new ScriptAction.Wait(duration(value));
            case "hold" -> new ScriptAction.Hold(duration(value));
            case "expect" -> expect(value);
            case "interrupt", "hang up", "return", "press", "release" -> throw new Refused(value, ProblemReason.SCRIPT_TAKES_NOTHING.with(word));
            default -> throw unknown(at, word);
        };
    }

    private Path speech(Node value) {
        try {
            return file.toAbsolutePath().resolveSibling(text(value, "say"));
        } catch (InvalidPathException _) {
            throw new Refused(value, ProblemReason.ABSENT.toString());
        }
    }

    private static ScriptAction expect(Node value) {
        Map<String, Node> fields = fields(value, new TreeSet<>(Set.of("heard", "answered", "within")));
        return new ScriptAction.Expect(Optional.ofNullable(fields.get("heard")).map(node -> text(node, "heard")),
            Optional.ofNullable(fields.get("answered")).map(node -> text(node, "answered")),
            Optional.ofNullable(fields.get("within")).map(DeviceScriptReader::duration).orElse(PATIENCE));
    }

    private static Map<String, Node> fields(Node node, Set<String> known) {
        if (!(node instanceof MappingNode mapping)) {
            throw new Refused(node, ProblemReason.SCRIPT_KEYS.with(String.join(", ", known)));
        }
        Map<String, Node> fields = new HashMap<>();
        for (NodeTuple field : mapping.getValue()) {
            String key = scalar(field.getKeyNode());
            if (!known.contains(key)) {
                throw new Refused(field.getKeyNode(), ProblemReason.SCRIPT_KEY.with(key, String.join(", ", known)));
            }
            if (fields.put(key, field.getValueNode()) != null) {
                throw new Refused(field.getKeyNode(), ProblemReason.SCRIPT_TWICE.with(key));
            }
        }
        return fields;
    }

    private static String scalar(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue().strip();
        }
        throw new Refused(node, ProblemReason.SCRIPT_PLAIN.toString());
    }

    private static String text(Node node, String word) {
        String text = scalar(node);
        if (text.isEmpty() || text.length() > LONGEST_TEXT) {
            throw new Refused(node, ProblemReason.SCRIPT_TAKES_TEXT.with(word));
        }
        return text;
    }

    private static int number(Node node, String key, int most) {
        String text = scalar(node);
        if (!text.matches("[1-9][0-9]{0,6}") || Integer.parseInt(text) > most) {
            throw takes(node, key, "1–" + most);
        }
        return Integer.parseInt(text);
    }

    private static Duration duration(Node node) {
        Matcher written = DURATION.matcher(scalar(node));
        if (written.matches()) {
            long millis = Math.round(Double.parseDouble(written.group(1)) * switch (written.group(2)) {
                case "ms" -> 1;
                case "s" -> 1_000;
                default -> 60_000;
            });
            if (millis <= LONGEST.toMillis()) {
                return Duration.ofMillis(millis);
            }
        }
        throw new Refused(node, ProblemReason.SCRIPT_NO_TIME.with(scalar(node)));
    }

    private static Refused takes(Node at, String word, String what) {
        return new Refused(at, ProblemReason.SCRIPT_TAKES.with(word, what));
    }

    private static Refused unknown(Node at, String word) {
        return new Refused(at, ProblemReason.SCRIPT_STEP.with(word, String.join(", ", STEPS)));
    }
}
