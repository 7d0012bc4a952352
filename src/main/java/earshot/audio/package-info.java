/// Audio: Opus packets to PCM and back, resampling, levels, voice activity detection, endpointing and waveforms for drawing.
///
/// **Two codecs.** concentus (Java) is always available; libopus is bound by `java.lang.foreign` where it is installed and
/// decodes in about two thirds of the time. [earshot.audio.OpusCodecs#best] chooses once, before the server starts, because a
/// `LinkageError` inside a callback of the WebSocket library would stop the server.
///
/// **Nothing is assumed about a packet.** Duration, channels and coder are read from its header ([earshot.audio.OpusPacket]):
/// boards send 20 to 60 ms, browsers up to 2.4 KB, silent boards 1 to 3 bytes, and a stopped recorder nothing. A packet
/// with an invalid structure never reaches a decoder, so it cannot damage the decoder's state.
///
/// **Native memory is managed here.** The state of libopus and of WebRTC's detector lies in arenas that `close` frees; a call
/// after that is an exception instead of a crash. Native calls take microseconds and use buffers of their own instead of
/// pinned arrays, so that garbage collection never waits for them.
///
/// **Two detectors must agree that a frame is voiced.** WebRTC's detector knows speech but stays voiced on hum, babble or loud
/// noise; the energy gate follows the noise floor but opens for any loud sound. WebRTC's C functions are called directly
/// instead of through their Java binding, see [earshot.audio.WebRtcVad]. [earshot.audio.Endpointer] finds the ends of speech
/// in their answers, and ends an utterance at a maximum length whatever they say.
///
/// **The last 20 s are kept as packets, not as samples** ([earshot.audio.PacketRing]): some 50 KB a device instead of 640, and
/// nothing is copied. They are decoded only when a person tries detector settings on them ([earshot.audio.SegmentationPreview]). They are kept
/// in memory only, while a device is connected and for the eight devices that disconnected last.
///
/// **Time is passed in.** Endpointing counts the duration of the audio, [earshot.audio.StreamStatisticsMeter] the server's arrival times;
/// nothing here reads a clock.
///
/// **An incoming frame allocates little**: its samples, one level, and nothing else that outlives the call. Levels are new
/// objects because `watch` holds immutable values. A waveform column is one `int` in a ring, because it is written fifty times a
/// second for each device and read by the painting thread without a lock. `earshot.bench.UplinkBench` measures the cost of one
/// frame.
package earshot.audio;
