package earshot.tool;

import module java.base;

import earshot.data.JsonEndFinder;
import earshot.llm.ToolDefinition;

/// Takes out of a tool call what templates and gateways leave in it: name spaces, numbers and marks around the name, marks and control characters
/// behind the arguments, and the empty object that some send before them.
public final class ToolCallCleaner {
    private static final Pattern BEHIND_NAME = Pattern.compile("\\s*(?:<[|｜].*|:\\d{1,4})$", Pattern.DOTALL);
    private static final Pattern BEHIND_ARGUMENTS = Pattern.compile("(?:[\\p{Cntrl}\\s]|<[|｜][^<>\\n]{1,40}>|</[a-z_:]{1,40}>){1,100}");
    /// What a model is told that it called when it gave no name: providers refuse an empty one in a later request.
    private static final String UNNAMED = "unnamed";

    private ToolCallCleaner() {}

    /// The name of the offered tool that a written name means; the written one when it means none.
    public static String name(String written, List<ToolDefinition> offered) {
        String name = written.strip();
        Predicate<String> known = one -> offered.stream().anyMatch(tool -> tool.name().equals(one));
        if (known.test(name) || name.isEmpty()) {
            return name.isEmpty() ? UNNAMED : name;
        }
        String plain = BEHIND_NAME.matcher(name).replaceFirst("");
        String last = plain.substring(Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(':')) + 1);
        return Stream.of(plain, last).filter(known).findFirst().orElse(name);
    }

    /// The arguments without what does not belong to them; as they are when what follows their end is something else.
    public static String arguments(String written) {
        String text = written.stripLeading();
        if (!text.startsWith("{")) {
            return written;
        }
        OptionalInt end = new JsonEndFinder().end(text, 0);
        String rest = end.isPresent() ? text.substring(end.getAsInt()) : "";
        if (rest.isBlank()) {
            return written;
        }
        boolean emptyFirst = text.substring(1, end.getAsInt() - 1).isBlank() && rest.stripLeading().startsWith("{");
        return emptyFirst ? arguments(rest) : BEHIND_ARGUMENTS.matcher(rest).matches() ? text.substring(0, end.getAsInt()) : written;
    }
}
