/// Text to speech behind one small interface, [earshot.tts.Voice]. The embedded voice, FreeTTS, needs neither network nor
/// account and speaks a sentence in some 10 ms.
///
/// Decisions about FreeTTS: it is not thread safe, so one sentence at a time on the compute pool; it plays through an
/// `AudioPlayer` of ours that keeps the samples; every sentence is brought to the same loudness; short sentences are kept,
/// since an assistant says the same ones over and over.
package earshot.tts;
