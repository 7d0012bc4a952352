package earshot.config;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// The implementation that a `selected_module` setting chooses: its type, a known one in lower case, and the section of the alias, empty
/// for a type without one.
public record SelectedModule(String alias, String type, ObjectNode section) {}
