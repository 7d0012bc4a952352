/// Sound: Opus packets to PCM and back, sample rates, levels, voices, the shape of sound for the eye.
///
/// **Two codecs.** concentus (Java) is always there; libopus is bound by `java.lang.foreign` where this computer has it and
/// decodes in about two thirds of the time. [earshot.audio.Opus#best] chooses once, before the server starts: a
/// `LinkageError` inside a callback of the WebSocket library would stop the server.
///
/// **Nothing is assumed about a packet.** Duration, channels and coder are read from its head ([earshot.audio.OpusPacket]);
/// boards send 20 to 60 ms, browsers up to 2.4 KB, silent boards 1 to 3 bytes, and a stopped recorder nothing at all. A
/// packet whose structure is wrong never reaches a decoder, so that it cannot hurt the stream it stands in.
package earshot.audio;
