/// Speech to text behind one small interface, [earshot.asr.Recognizer]. Serious recognisers are services: transcription over HTTP as
/// OpenAI has it, and FunASR, which hears while the person speaks. The embedded one, Sphinx4, needs neither network nor account and
/// is weak: English only, about every fourth word wrong. It stands in when a service fails.
///
/// Decisions about sharing (badge-protocol row 11): the embedded recogniser is one object for all, a remote one is made for each
/// connection and closed with it, so that what is under way for one device ends with that device only. Sound lives in the object of
/// one utterance, an [earshot.asr.Hearing], and nowhere else.
///
/// Decisions about Sphinx4: its models (51 MB) are unpacked once into the home's cache, because a directory is no resource
/// in a jlink image. It is loaded on first use (4 s) and let go after some minutes without work, since it holds some 400 MB.
/// One utterance at a time on the compute pool: it is not thread safe, and a second instance would double the memory.
/// Where the assistant says what it expects, a grammar takes the place of the language model: faster, surer, smaller.
package earshot.asr;
