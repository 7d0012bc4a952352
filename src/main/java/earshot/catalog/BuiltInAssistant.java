package earshot.catalog;

import module java.base;

/// Who answers when no model does. Each can be named in place of a model.
public enum BuiltInAssistant {
    /// Plays back what was said.
    ECHO("echo"),
    /// Plays a fixed conversation.
    SCRIPTED("scripted");

    private final String typeName;

    BuiltInAssistant(String typeName) {
        this.typeName = typeName;
    }

    /// Finds one by its name, in lower case.
    public static Optional<BuiltInAssistant> of(String typeName) {
        return Arrays.stream(values()).filter(assistant -> assistant.typeName.equals(typeName)).findFirst();
    }

    public static List<String> typeNames() {
        return Arrays.stream(values()).map(BuiltInAssistant::typeName).toList();
    }

    public String typeName() {
        return typeName;
    }
}
