package earshot.cli;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.config.ValidationResult;
import earshot.data.ControlCharacters;
import earshot.data.LetterCase;
import earshot.data.TextLimit;
import earshot.engine.EngineOptions;
import earshot.engine.SettingsCheck;
import earshot.engine.SettingsFinding;
import earshot.engine.SettingsReport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `check`: what holds of a settings file.
@Command(name = "check", description = {
    "Tells line by line which settings of a file (--config, else that of the home) are in effect, and what replaces the rest.",
    "Starts nothing, writes nothing, and asks no provider. Exit code 1 where something that matters does not hold."}, mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    private static final int EFFECT_COLUMNS = 10;

    private final Supplier<EngineOptions> options;

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    CheckCommand(Supplier<EngineOptions> options) {
        this.options = options;
    }

    /// @throws earshot.problem.ProblemException when the file is absent or cannot be read
    @Override
    public Integer call() throws JsonProcessingException {
        SettingsReport report = SettingsCheck.run(options.get());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json(report)));
        } else {
            text(report).forEach(line -> out.println(ControlCharacters.escape(line)));
        }
        out.flush();
        return report.holds() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private static List<String> text(SettingsReport report) {
        if (report.file().isEmpty()) {
            return List.of(word("none"));
        }
        List<String> lines = new ArrayList<>(List.of(report.file().get().toString(), ""));
        List<SettingsFinding> failing = report.failing();
        if (!failing.isEmpty()) {
            lines.add(word("failing"));
            lines.addAll(rows(failing));
            lines.add("");
        }
        List<SettingsFinding> others = report.findings().stream().filter(finding -> !finding.fails()).toList();
        if (!others.isEmpty()) {
            lines.add(word(failing.isEmpty() ? "holds" : "rest"));
            lines.addAll(rows(others));
            lines.add("");
        }
        lines.add(word("tried"));
        return lines;
    }

    private static List<String> rows(List<SettingsFinding> findings) {
        int column = findings.stream().mapToInt(finding -> columns(named(finding))).max().orElse(0);
        return findings.stream()
            .map(finding -> "  %4s  %s  %s  %s".formatted(finding.line() > 0 ? finding.line() : "–",
                padded(word(LetterCase.lower(finding.effect().name())), EFFECT_COLUMNS), padded(named(finding), column),
            finding.text().in(Locale.getDefault()))).toList();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - columns(text)));
    }

    /// How many columns a text takes in a terminal: Chinese characters take two.
    private static int columns(String text) {
        return text.codePoints().map(
            c -> c >= 0x1100 && (Character.isIdeographic(c) || c >= 0x3000 && c <= 0x30ff || c >= 0xff00 && c <= 0xff60 || c >= 0xac00 && c <= 0xd7a3) ? 2 : 1)
            .sum();
    }

    private static String named(SettingsFinding finding) {
        String written = TextLimit.cut(finding.written(), 25);
        return finding.label() + (written.isEmpty() ? "" : ": " + written);
    }

    private static String word(String id) {
        return ValidationResult.texts(Locale.getDefault()).getString("check.report." + id);
    }

    private static ObjectNode json(SettingsReport report) {
        ObjectNode root = JSON.createObjectNode();
        root.put("file", report.file().map(Path::toString).orElse(""));
        root.put("holds", report.holds());
        ArrayNode findings = root.putArray("findings");
        report.findings()
            .forEach(finding -> findings.addObject().put("line", finding.line()).put("key", finding.key()).put("written", finding.written())
                .put("effect", LetterCase.lower(finding.effect().name()))
            .put("important", finding.important()).put("text", finding.text().in(Locale.getDefault())));
        return root;
    }
}
