package earshot.ui.kit;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;

/// The lines of a JSON text: one for each value, and one for the end of each object and list that is not empty. What others wrote is shown as it is: names
/// that stand twice, numbers in their own digits. Immutable.
record JsonOutline(List<Line> lines) {
    /// Characters of a text that is read.
    static final int MAX_CHARS = 256 * 1024;

    enum NodeKind {
        OBJECT("{", "}"), LIST("[", "]"), STRING("", ""), NUMBER("", ""), WORD("", ""), END("", "");

        final String open;
        final String close;

        NodeKind(String open, String close) {
            this.open = open;
            this.close = close;
        }
    }

    /// @param name in quotes; empty in a list
    /// @param value as written in JSON; of an end its bracket
    /// @param end index of the line that ends it, its own where it has none
    /// @param children how many values are in it
    record Line(int depth, String name, NodeKind kind, String value, int end, int children) {
        /// Its value; of an object or list its brackets.
        String shown() {
            return kind.open.isEmpty() ? value : children == 0 ? kind.open + kind.close : kind.open;
        }
    }

    /// Empty for what is not JSON, is too long, or is nested deeper than 1 000 levels.
    static Optional<JsonOutline> of(String text) {
        if (text.length() > MAX_CHARS) {
            return Optional.empty();
        }
        List<Line> lines = new ArrayList<>();
        Deque<int[]> open = new ArrayDeque<>();
        String name = "";
        try (JsonParser parser = JSON.getFactory().createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    name = quoted(parser.currentName());
                    continue;
                }
                if (token.isStructEnd()) {
                    end(lines, open.pop());
                    continue;
                }
                if (open.isEmpty() && !lines.isEmpty()) {
                    return Optional.empty();
                }
                if (!open.isEmpty()) {
                    open.peek()[1]++;
                }
                lines.add(line(parser, token, open.size(), name, lines.size()));
                if (token.isStructStart()) {
                    open.push(new int[] {lines.size() - 1, 0});
                }
                name = "";
            }
        } catch (IOException _) {
            return Optional.empty();
        }
        return lines.isEmpty() ? Optional.empty() : Optional.of(new JsonOutline(Collections.unmodifiableList(lines)));
    }

    private static Line line(JsonParser parser, JsonToken token, int depth, String name, int index) throws IOException {
        return switch (token) {
            case START_OBJECT -> new Line(depth, name, NodeKind.OBJECT, "", index, 0);
            case START_ARRAY -> new Line(depth, name, NodeKind.LIST, "", index, 0);
            case VALUE_STRING -> new Line(depth, name, NodeKind.STRING, quoted(parser.getText()), index, 0);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Line(depth, name, NodeKind.NUMBER, parser.getText(), index, 0);
            default -> new Line(depth, name, NodeKind.WORD, parser.getText(), index, 0);
        };
    }

    /// @param begun index of the line that began, and how many values came since
    private static void end(List<Line> lines, int[] begun) {
        Line line = lines.get(begun[0]);
        if (begun[1] > 0) {
            lines.set(begun[0], new Line(line.depth(), line.name(), line.kind(), "", lines.size(), begun[1]));
            lines.add(new Line(line.depth(), "", NodeKind.END, line.kind().close, lines.size(), 0));
        }
    }

    private static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    Line line(int index) {
        return lines.get(index);
    }

    /// Whether there is something to fold.
    boolean folds(int index) {
        return line(index).children() > 0;
    }

    boolean commaAfter(int index) {
        return !folds(index) && index + 1 < lines.size() && line(index + 1).kind() != NodeKind.END;
    }

    /// The line that it is in; -1 for the outermost.
    int parent(int index) {
        int depth = line(index).depth() - 1;
        int above = index - 1;
        while (above >= 0 && (line(above).depth() != depth || line(above).kind() == NodeKind.END)) {
            above--;
        }
        return above;
    }

    /// The value of a line as JSON, indented.
    String text(int index) {
        Line from = line(index);
        StringBuilder text = new StringBuilder(from.shown());
        for (int i = index + 1; i <= from.end(); i++) {
            Line line = line(i);
            text.append('\n').repeat("  ", line.depth() - from.depth()).append(line.name().isEmpty() ? "" : line.name() + ": ").append(line.shown())
                .append(commaAfter(i) && i < from.end() ? "," : "");
        }
        return text.toString();
    }

    /// Where a value is, such as `$.params.tools[2]`.
    String path(int index) {
        Deque<String> steps = new ArrayDeque<>();
        int at = index;
        for (int above = parent(at); above >= 0; at = above, above = parent(at)) {
            int begin = above;
            int child = at;
            steps.push(line(above).kind() == NodeKind.LIST
                ? "[" + IntStream.range(begin + 1, child).filter(i -> line(i).depth() == line(child).depth() && line(i).kind() != NodeKind.END).count() + "]"
                : line(at).name().matches("\"[A-Za-z_]\\w*\"") ? "." + line(at).name().replace("\"", "") : "[" + line(at).name() + "]");
        }
        return "$" + String.join("", steps);
    }

    /// The first line from `from` on, round the end, whose name or value has these words; -1 for none.
    int find(String words, int from, boolean forward) {
        Pattern pattern = Pattern.compile(words, Pattern.LITERAL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        int size = lines.size();
        return IntStream.range(0, size).map(step -> Math.floorMod(forward ? from + step : from - step, size))
            .filter(i -> pattern.matcher(line(i).name()).find() || line(i).kind() != NodeKind.END && pattern.matcher(line(i).value()).find()).findFirst()
            .orElse(-1);
    }
}
