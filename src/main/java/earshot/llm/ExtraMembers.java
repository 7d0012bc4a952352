package earshot.llm;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// Members of an assistant message or a tool call that mean something to the provider only: a model's thoughts, signatures, names of tomorrow.
/// They go back unchanged within the turn, because providers refuse the next request otherwise, and nowhere else: they are neither spoken nor
/// kept.
///
/// @param members not changed by anybody
public record ExtraMembers(ObjectNode members) {
    public static final ExtraMembers NONE = new ExtraMembers(JSON.createObjectNode());

    public boolean isEmpty() {
        return members.isEmpty();
    }

    /// Leaves out the values, which may be a model's thoughts.
    @Override
    public String toString() {
        return "ExtraMembers[" + members.size() + "]";
    }
}
