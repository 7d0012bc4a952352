package earshot.replay;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.ControlCharacters;
import earshot.turn.TurnStage;

/// In what two runs differ, for people and for programs.
///
/// @param told what took longer, or was not known in time for that: reported, but not counted as differences
public record ComparisonReport(Counts recorded, Counts played, List<Difference> differences, List<Difference> told) {
    public ComparisonReport {
        differences = List.copyOf(differences);
        told = List.copyOf(told);
    }

    /// What the server said in one run.
    ///
    /// @param texts messages
    /// @param frames of sound
    /// @param answers spoken ones
    public record Counts(int connections, int texts, int frames, int answers) {
        @Override
        public String toString() {
            return "%d connections, %d texts, %d frames, %d answers".formatted(connections, texts, frames, answers);
        }
    }

    public boolean equal() {
        return differences.isEmpty();
    }

    /// With further differences.
    public ComparisonReport with(List<? extends Difference> more) {
        return new ComparisonReport(recorded, played, Stream.concat(differences.stream(), more.stream()).toList(), told);
    }

    /// For an engine on this computer, which may be slower or busier than the one that recorded: how long a stage took says nothing about the engine.
    ComparisonReport onThisComputer() {
        return told(Difference.Slower.class::isInstance);
    }

    /// For sound that came faster than it was spoken: a recognizer works while somebody speaks, and had less time for it.
    public ComparisonReport ofFasterSound() {
        return told(difference -> difference instanceof Difference.UnknownWords
            || difference instanceof Difference.Slower slower && slower.stage() == TurnStage.RECOGNISE);
    }

    private ComparisonReport told(Predicate<Difference> only) {
        Map<Boolean, List<Difference>> parts = differences.stream().collect(Collectors.partitioningBy(only));
        return new ComparisonReport(recorded, played, parts.get(false), Stream.concat(told.stream(), parts.get(true).stream()).toList());
    }

    /// Lines for a person.
    public String text() {
        StringBuilder out = new StringBuilder("recorded  " + recorded + "\nplayed    " + played + "\n");
        lines(out, differences);
        if (!told.isEmpty()) {
            out.append("no difference, but told\n");
            lines(out, told);
        }
        return out.append(switch (differences.size()) {
            case 0 -> "the same";
            case 1 -> "1 difference";
            default -> differences.size() + " differences";
        }).append('\n').toString();
    }

    private static void lines(StringBuilder out, List<Difference> differences) {
        int shown = -1;
        for (Difference difference : differences) {
            if (difference.connection() != shown) {
                shown = difference.connection();
                out.append(shown == 0 ? "session\n" : "connection " + shown + "\n");
            }
            out.append("  ").append(ControlCharacters.escape(difference.words())).append('\n');
        }
    }

    public ObjectNode json() {
        ObjectNode out = JSON.createObjectNode().put("equal", equal());
        counts(out.putObject("recorded"), recorded);
        counts(out.putObject("played"), played);
        list(out.putArray("differences"), differences);
        list(out.putArray("told"), told);
        return out;
    }

    private static void list(ArrayNode list, List<Difference> differences) {
        differences.forEach(difference -> {
            ObjectNode node = list.addObject().put("connection", difference.connection());
            switch (difference) {
                case Difference.Connections(int before, int after) -> node.put("kind", "connections").put("recorded", before).put("played", after);
                case Difference.Missing(int _, String kind, String text) -> node.put("kind", "missing").put("message", kind).put("recorded", text);
                case Difference.Unexpected(int _, String kind, String text) -> node.put("kind", "extra").put("message", kind).put("played", text);
                case Difference.OtherValue(int _, String kind, String path, String before, String after) -> node.put("kind", "value").put("message", kind)
                    .put("path", path).put("recorded", before).put("played", after);
                case Difference.UnknownWords(int _, int turn, String before, String caption) -> node.put("kind", "words").put("answer", turn)
                    .put("recorded", before).put("shown", caption);
                case Difference.OtherSound(int _, int turn, int before, int after) -> node.put("kind", "sound").put("answer", turn).put("recorded", before)
                    .put("played", after);
                case Difference.Slower slower -> node.put("kind", "slower").put("answer", slower.turn()).put("stage", slower.stage().label())
                    .put("recorded", slower.recorded().toMillis()).put("played", slower.played().toMillis());
                case Difference.OtherEnd(int _, String before, String after) -> node.put("kind", "end").put("recorded", before).put("played", after);
                case Difference.Stuck(int _, String answer) -> node.put("kind", "stuck").put("message", answer);
                case Difference.Row(boolean missing, String row) -> node.put("kind", missing ? "row missing" : "row extra").put(missing ? "recorded" : "played",
                    row);
            }
        });
    }

    private static void counts(ObjectNode node, Counts counts) {
        node.put("connections", counts.connections()).put("texts", counts.texts()).put("frames", counts.frames()).put("answers", counts.answers());
    }
}
