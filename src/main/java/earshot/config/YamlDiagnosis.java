package earshot.config;

import module java.base;

import earshot.problem.ProblemReason;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/// Finds what a person did wrong where a parser gave up: its own words name the consequence, often a line later.
public final class YamlDiagnosis {
    private static final String NO_LINE = "–";
    private static final Pattern FULL_WIDTH_COLON = Pattern.compile("\\s*(?:- )?[^\\s#：'\"][^#：'\"]*：.*");
    private static final Pattern NO_SPACE_BEHIND_COLON = Pattern.compile("\\s*(?:- )?[\\w.-]+:[^\\s/:].*");
    /// A value that begins like a map within a map, as a placeholder of a template does.
    private static final Pattern DOUBLE_BRACE = Pattern.compile("\\s*(?:- )?(?:[^\\s#{'\"][^#{'\"]*:\\s+)?\\{\\{.*");
    /// What should have been the only key of a map and became its value.
    private static final Pattern LOST_KEY = Pattern.compile("[A-Za-z_][\\w.-]*：\\S*");
    private static final Pattern LOST_KEY_WITH_SPACE = Pattern.compile("[A-Za-z_][\\w.-]*:\u3000.*");
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'");
    private static final Pattern TYPOGRAPHIC = Pattern.compile(".*[，；“”‘’＂＇｛｝［］].*");
    private static final String FOREIGN_SPACES = "\u00A0\u2003\u2002\u3000\u200B";
    private static final String MARK = "\uFEFF";

    private YamlDiagnosis() {}

    /// @param text without a byte order mark at its start
    static YamlFile.Content.Unreadable of(YAMLException failure, String text) {
        if (failure instanceof ReaderException unprintable) {
            int position = Math.clamp(unprintable.getPosition(), 0, text.length());
            return unreadable(text.substring(0, position).split("\n", -1).length, ProblemReason.YAML_CONTROL);
        }
        if (!(failure instanceof MarkedYAMLException marked) || marked.getProblemMark() == null) {
            return new YamlFile.Content.Unreadable(NO_LINE, limit(String.valueOf(failure.getMessage())).toString());
        }
        List<String> lines = text.lines().toList();
        int line = marked.getProblemMark().getLine() + 1;
        String words = String.valueOf(marked.getProblem());
        return near(lines, line).orElseGet(() -> {
            int start = Optional.ofNullable(marked.getContextMark()).map(Mark::getLine).map(first -> first + 1).orElse(line);
            String context = String.valueOf(marked.getContext());
            if (words.contains("TAB")) {
                return unreadable(line, ProblemReason.YAML_TAB);
            }
            if (context.contains("quoted scalar")) {
                return unreadable(start, ProblemReason.YAML_QUOTE);
            }
            if (words.contains("cannot start any token") || words.contains("undefined alias")) {
                return unreadable(line, ProblemReason.YAML_QUOTES_NEEDED);
            }
            if (context.contains("flow ")) {
                return typographic(lines, start, line).orElse(unreadable(line, ProblemReason.YAML_FLOW));
            }
            if (words.contains("mapping values are not allowed")) {
                return unreadable(line, ProblemReason.YAML_COLON);
            }
            if (words.contains("<block end>") || words.contains("could not find expected ':'") || context.contains("block mapping")) {
                return unreadable(line, ProblemReason.YAML_INDENT);
            }
            return unreadable(line, ProblemReason.YAML_SYNTAX.with(words));
        });
    }

    /// The same for other files than those of settings.
    ///
    /// @param told makes of it what is thrown: gets the line, empty where it is not known, and the reason as the argument of a problem
    public static <T> T explain(YAMLException failure, String text, BiFunction<OptionalInt, String, T> told) {
        YamlFile.Content.Unreadable found = of(failure, text);
        return told.apply(found.line().equals(NO_LINE) ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(found.line())), found.reason());
    }

    /// What bounds the parser sets, it tells without a line.
    private static ProblemReason limit(String words) {
        return words.contains("Nesting Depth") ? ProblemReason.TOO_DEEP : words.contains("aliases") ? ProblemReason.YAML_ALIASES : ProblemReason.YAML_SYNTAX;
    }

    /// Where there is no map at all.
    static YamlFile.Content.Unreadable ofNoMap(String text) {
        List<String> lines = text.lines().toList();
        int first = (int) lines.stream().takeWhile(line -> line.isBlank() || line.stripLeading().startsWith("#")).count() + 1;
        return near(lines, first).orElse(unreadable(1, ProblemReason.YAML_NO_MAP));
    }

    /// Why a value stands where a key was meant: it is on a line of its own.
    static Optional<ProblemReason> lostKey(String value) {
        return LOST_KEY.matcher(value).matches() ? Optional.of(ProblemReason.YAML_FULL_WIDTH)
            : LOST_KEY_WITH_SPACE.matcher(value).matches() ? Optional.of(ProblemReason.YAML_SPACE) : Optional.empty();
    }

    /// The first of these lines with marks outside of plain quotes that only look like those of YAML.
    private static Optional<YamlFile.Content.Unreadable> typographic(List<String> lines, int from, int to) {
        return IntStream.rangeClosed(Math.max(1, from), Math.min(to, lines.size()))
            .filter(line -> TYPOGRAPHIC.matcher(QUOTED.matcher(lines.get(line - 1)).replaceAll("")).matches())
            .mapToObj(line -> unreadable(line, ProblemReason.YAML_TYPOGRAPHIC)).findFirst();
    }

    /// A mistake that is seen in the line where the parser stopped, or in the last one before that holds something.
    private static Optional<YamlFile.Content.Unreadable> near(List<String> lines, int line) {
        // YAML counts more signs as line breaks than we do
        int before = Math.min(line - 1, lines.size());
        while (before > 0 && lines.get(before - 1).isBlank()) {
            before--;
        }
        return Stream.of(line, before).filter(one -> one >= 1 && one <= lines.size())
            .flatMap(one -> seen(lines.get(one - 1)).map(reason -> unreadable(one, reason)).stream()).findFirst();
    }

    private static Optional<ProblemReason> seen(String line) {
        String indent = line.substring(0, (int) line.chars().takeWhile(c -> c <= ' ').count());
        if (indent.contains("\t")) {
            return Optional.of(ProblemReason.YAML_TAB);
        }
        Optional<ProblemReason> foreignSpace = foreignSpace(line.substring(indent.length()));
        if (foreignSpace.isPresent()) {
            return foreignSpace;
        }
        if (FULL_WIDTH_COLON.matcher(line).matches()) {
            return Optional.of(ProblemReason.YAML_FULL_WIDTH);
        }
        if (DOUBLE_BRACE.matcher(line).matches()) {
            return Optional.of(ProblemReason.YAML_QUOTES_NEEDED);
        }
        return NO_SPACE_BEHIND_COLON.matcher(line).matches() ? Optional.of(ProblemReason.YAML_SPACE) : Optional.empty();
    }

    /// What a key or line begins with that looks like nothing and is part of it.
    static Optional<ProblemReason> foreignSpace(String text) {
        if (text.startsWith(MARK)) {
            return Optional.of(ProblemReason.YAML_BYTE_ORDER_MARK);
        }
        return !text.isEmpty() && FOREIGN_SPACES.indexOf(text.charAt(0)) >= 0 ? Optional.of(ProblemReason.YAML_FOREIGN_SPACE) : Optional.empty();
    }

    static YamlFile.Content.Unreadable unreadable(int line, ProblemReason reason) {
        return unreadable(line, reason.toString());
    }

    private static YamlFile.Content.Unreadable unreadable(int line, String reason) {
        return new YamlFile.Content.Unreadable(String.valueOf(line), reason);
    }
}
