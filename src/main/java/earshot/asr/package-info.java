/// Speech to text behind one small interface, [earshot.asr.Recognizer]. Serious recognisers will come as HTTP services; the
/// embedded one, Sphinx4, needs neither network nor account and is weak: English only, about every fourth word wrong.
///
/// Decisions about Sphinx4: its models (51 MB) are unpacked once into the home's cache, because a directory is no resource
/// in a jlink image. It is loaded on first use (4 s) and let go after some minutes without work, since it holds some 400 MB.
/// One utterance at a time on the compute pool: it is not thread safe, and a second instance would double the memory.
/// Where the assistant says what it expects, a grammar takes the place of the language model: faster, surer, smaller.
package earshot.asr;
