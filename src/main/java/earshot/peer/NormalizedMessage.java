package earshot.peer;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// A message as its receivers get it.
///
/// @param summary one line of at most 200 characters
/// @param normalized what it says, by fields; of a task its `id`, `title`, `priority`, `status` and `assignees`, else its `text`. Nobody changes it
/// @param source who made the fields of the text
record NormalizedMessage(String summary, ObjectNode normalized, Source source) {
    enum Source {
        MODEL,
        /// The text as it was sent: no model is set up.
        TEXT
    }
}
