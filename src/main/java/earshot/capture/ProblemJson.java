package earshot.capture;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;

/// Problems as JSON.
final class ProblemJson {
    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE);

    private ProblemJson() {}

    static ObjectNode of(Problem problem) {
        ObjectNode node = JSON.createObjectNode().put("code", JsonFields.name(problem.code()));
        node.set("subject", of(problem.subject()));
        node.set("args", array(problem.args()));
        return node;
    }

    static ArrayNode array(List<String> texts) {
        ArrayNode array = JSON.createArrayNode();
        texts.forEach(array::add);
        return array;
    }

    private static ObjectNode of(ProblemSubject subject) {
        ObjectNode node = JSON.createObjectNode();
        return switch (subject) {
            case ProblemSubject.Program _ -> node.put("kind", "program");
            case ProblemSubject.Device(DeviceId id) -> node.put("kind", "device").put("id", id.value());
            case ProblemSubject.Setting(String key) -> node.put("kind", "setting").put("id", key);
            case ProblemSubject.File(String path) -> node.put("kind", "file").put("id", path);
            case ProblemSubject.SettingsFile(String path) -> node.put("kind", "settings_file").put("id", path);
            case ProblemSubject.Meeting(MeetingId id) -> node.put("kind", "meeting").put("id", id.value());
            case ProblemSubject.ProtocolRule(DeviceId device, String rule) -> node.put("kind", "rule").put("id", device.value()).put("rule", rule);
        };
    }

    /// @throws IllegalArgumentException when this version cannot show it
    static Problem read(JsonFields fields) {
        Problem problem = new Problem(fields.constant(ProblemCode.class, "code"), subject(fields.object("subject")), fields.lines("args"));
        try {
            LANGUAGES.forEach(language -> String.join("", problem.what(language), problem.why(language), problem.remedy(language)));
            return problem;
        } catch (MissingResourceException e) {
            throw new IllegalArgumentException("a problem without words", e);
        }
    }

    private static ProblemSubject subject(JsonFields fields) {
        return switch (fields.text("kind")) {
            case "program" -> ProblemSubject.program();
            case "device" -> new ProblemSubject.Device(new DeviceId(fields.line("id")));
            case "setting" -> new ProblemSubject.Setting(fields.line("id"));
            case "file" -> new ProblemSubject.File(fields.line("id"));
            case "settings_file" -> new ProblemSubject.SettingsFile(fields.line("id"));
            case "meeting" -> new ProblemSubject.Meeting(new MeetingId(fields.line("id")));
            case "rule" -> new ProblemSubject.ProtocolRule(new DeviceId(fields.line("id")), fields.line("rule"));
            default -> throw new IllegalArgumentException("subject");
        };
    }

    /// With its words in both languages.
    static ObjectNode of(RecordedProblem problem) {
        ObjectNode node = JSON.createObjectNode().put("number", problem.number());
        node.set("problem", of(problem.problem()));
        node.put("severity", JsonFields.name(problem.problem().severity()));
        node.set("en", words(problem.problem(), Locale.ENGLISH));
        node.set("zh", words(problem.problem(), Locale.SIMPLIFIED_CHINESE));
        node.put("at", problem.at().toString()).put("last", problem.last().toString()).put("count", problem.count());
        problem.resolvedAt().ifPresent(at -> node.put("resolved", at.toString()));
        return node.put("acknowledged", problem.acknowledged()).put("replaced", problem.replaced());
    }

    private static ObjectNode words(Problem problem, Locale locale) {
        return JSON.createObjectNode().put("what", problem.what(locale)).put("why", problem.why(locale)).put("do", problem.remedy(locale));
    }

    static RecordedProblem readRecorded(JsonFields fields) {
        return new RecordedProblem(fields.number("number"), read(fields.object("problem")), fields.instant("at"), fields.instant("last"),
            fields.number("count", 1, Integer.MAX_VALUE),
            fields.optionalInstant("resolved"), fields.flag("acknowledged"), fields.has("replaced") && fields.flag("replaced"));
    }
}
