/// Who answers. A conversation with a language model, one for each connection, keeps a history, offers tools, and returns its answers
/// sentence by sentence; two assistants work without a model.
///
/// - [earshot.conversation.ModelAssistant] is the assistant that a turn asks; a [AnswerStream] is one answer, read by the turn's own thread.
/// - [ReplyCollector] puts one reply of the model together, [TextCallScanner] finds the tool calls in its text; [IntentQuery] asks which
///   tool is wanted; [BuiltInTools] are the tools of this program, with those of other features ([earshot.tool.BuiltInToolSource]).
/// - [earshot.conversation.EchoAssistant] plays back what was said; [earshot.conversation.ScriptedAssistant] answers questions about the device.
/// - [SentenceSplitter] splits a stream of text into units for the voice; [SpokenText] removes what cannot be spoken.
///
/// Decisions:
/// - The first sentence may end at a comma, because it decides how long a person waits. The later ones are made while it is played.
/// - A failed tool is reported to the model as text, so that the conversation continues. After a failed model the person hears an apology in
///   the language of the persona, and the question is not kept: no model gets two questions in a row.
/// - The history is bounded by characters and drops whole turns, oldest first, so that no tool result stays without its call.
/// - With `intent_llm` the intent is found before the answering model is asked, which then gets the tool's result as plain text: with this
///   setting that model need not support tools. Without a usable answer within 3 s the conversation continues without a tool.
package earshot.conversation;
