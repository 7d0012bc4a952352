package earshot.config;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// The implementation that a `selected_module` setting chooses.
///
/// @param alias as selected
/// @param type a known one, in lower case
/// @param section of the alias, empty for a type without one
public record SelectedModule(String alias, String type, ObjectNode section) {}
