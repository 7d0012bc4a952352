/// A conversation with a language model, one for each connection: it remembers what was said, offers tools, and gives its answers
/// sentence by sentence.
///
/// - [earshot.chat.Conversation] is the assistant that a turn asks; a `Telling` is one answer of it, read by the turn's own thread.
/// - `Sentences` cuts a stream of text into what is voiced at once; `SpokenText` takes out what nobody can say aloud.
///
/// Decisions:
/// - The first sentence may end at a comma: it decides how long a person waits. The later ones are made while it is played.
/// - What a model is told of a failed tool is text, so that the conversation goes on. What a person is told of a failed model is an
///   apology in the language of the persona, and the question is forgotten: no model is shown two questions in a row.
/// - The history is bounded by characters and loses whole turns, oldest first, so that no tool result stands without its call.
/// - With `intent_llm` a wish is found before the model that answers is asked, and what came of it is told to that one in words: who chooses
///   that way has a model that need not know what tools are. An answer that is of no use, and none within 3 s, is a conversation that goes on.
package earshot.chat;
