package earshot.llm;

/// One piece of a streamed reply. Source: the `delta` of OpenAI chat completions.
public sealed interface Piece {
    /// Words to be added to what was said so far.
    record Text(String text) implements Piece {}

    /// A piece of a structured tool call; pieces of one index belong together, arguments are concatenated.
    ///
    /// @param id empty in all but the first piece of a call
    /// @param name empty likewise
    record CallPart(int index, String id, String name, String arguments) implements Piece {}
}
