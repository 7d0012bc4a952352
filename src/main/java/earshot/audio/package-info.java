/// Sound: Opus packets to PCM and back, sample rates, levels, voices, the shape of sound for the eye.
///
/// **Two codecs.** concentus (Java) is always there; libopus is bound by `java.lang.foreign` where this computer has it and
/// decodes in about two thirds of the time. [earshot.audio.Opus#best] chooses once, before the server starts: a
/// `LinkageError` inside a callback of the WebSocket library would stop the server.
///
/// **Nothing is assumed about a packet.** Duration, channels and coder are read from its head ([earshot.audio.OpusPacket]);
/// boards send 20 to 60 ms, browsers up to 2.4 KB, silent boards 1 to 3 bytes, and a stopped recorder nothing at all. A
/// packet whose structure is wrong never reaches a decoder, so that it cannot hurt the stream it stands in.
///
/// **Native memory is ours.** State of libopus and of the voice detector lies in arenas that closing frees; a call after
/// that is an exception and not a crash. Calls that take microseconds cross into C with buffers of their own instead of
/// pinned arrays, so that a collection never waits for them.
///
/// **A voice is heard by two that must agree**: WebRTC's detector, which knows what a voice is and never lets go of hum,
/// babble or loud noise, and an energy gate, which knows the room and opens for a slammed door. The detector's Java
/// binding is passed by, see [earshot.audio.WebRtcVad]. [earshot.audio.Endpointer] makes the ends of a turn of their answers, and a turn
/// ends at a longest length whatever is heard.
///
/// **The last 20 s are kept as packets, not as samples** ([earshot.audio.PacketRing]): some 50 KB a device instead of 640, nothing is copied
/// for it, and they are decoded only when a person tries settings of the detector on them ([earshot.audio.Cuts]). In memory alone, while a
/// device is connected and for the eight that left last.
///
/// **Time is handed in.** Endpointing counts time in sound, flow in arrival times of the server; nothing here reads a clock.
///
/// **The way in of a frame allocates little**: its samples, one level, and nothing else that outlives the call. Levels come as new values
/// because a cell of `watch` holds values; a column of the waveform is one `int` in a ring, because that is written for
/// each device fifty times a second and read by the painting thread without a lock. What one frame costs is measured
/// by `earshot.bench.UplinkBench`.
package earshot.audio;
